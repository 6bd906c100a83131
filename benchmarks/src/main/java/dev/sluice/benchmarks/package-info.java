/// Measurements against named peers, both in the same run.
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
