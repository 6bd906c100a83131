/// Signed links.
@NullMarked
package dev.sluice.gateway.files;

import org.jspecify.annotations.NullMarked;
