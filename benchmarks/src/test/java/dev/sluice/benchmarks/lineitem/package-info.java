@NullMarked
package dev.sluice.benchmarks.lineitem;

import org.jspecify.annotations.NullMarked;
