@NullMarked
package dev.sluice.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
