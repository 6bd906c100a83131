@NullMarked
package dev.sluice.benchmarks.chaos.fault;

import org.jspecify.annotations.NullMarked;
