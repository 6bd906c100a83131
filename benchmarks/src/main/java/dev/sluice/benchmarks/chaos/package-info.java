/// `./sluice chaos`: load, faults by a seed, and a judge of what came of it.
@NullMarked
package dev.sluice.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
