/// What was done and seen, one line of JSON each.
@NullMarked
package dev.sluice.benchmarks.chaos.history;

import org.jspecify.annotations.NullMarked;
