@NullMarked
package dev.sluice.benchmarks.tables;

import org.jspecify.annotations.NullMarked;
