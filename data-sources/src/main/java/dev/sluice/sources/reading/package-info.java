/// Rows out of a source: bounded for answers, streamed for exports.
@NullMarked
package dev.sluice.sources.reading;

import org.jspecify.annotations.NullMarked;
