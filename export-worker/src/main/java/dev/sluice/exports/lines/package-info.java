/// Files that are lines one after the other, compressed in pieces that stand side by side.
@NullMarked
package dev.sluice.exports.lines;

import org.jspecify.annotations.NullMarked;
