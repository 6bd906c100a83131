@NullMarked
package dev.sluice.benchmarks.chaos.checker;

import org.jspecify.annotations.NullMarked;
