/// Rows of a statement into objects of the store: readers side by side, each file hashed and uploaded
/// while it is written, and every row counted against what the source says it sent.
@NullMarked
package dev.sluice.exports.pipeline;

import org.jspecify.annotations.NullMarked;
