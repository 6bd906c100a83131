/// `./sluice bench export`: what is measured, in which order, and against what.
@NullMarked
package dev.sluice.benchmarks.export;

import org.jspecify.annotations.NullMarked;
