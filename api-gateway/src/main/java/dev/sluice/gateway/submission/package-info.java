/// Accepting analyses and exports.
@NullMarked
package dev.sluice.gateway.submission;

import org.jspecify.annotations.NullMarked;
