@NullMarked
package dev.sluice.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
