@NullMarked
package dev.sluice.benchmarks.measuring;

import org.jspecify.annotations.NullMarked;
