/// JSON Lines: an object for each row.
@NullMarked
package dev.sluice.exports.jsonl;

import org.jspecify.annotations.NullMarked;
