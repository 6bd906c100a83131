@NullMarked
package dev.sluice.benchmarks.export;

import org.jspecify.annotations.NullMarked;
