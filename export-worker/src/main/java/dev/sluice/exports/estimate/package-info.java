/// What an export will probably be like, before it runs.
@NullMarked
package dev.sluice.exports.estimate;

import org.jspecify.annotations.NullMarked;
