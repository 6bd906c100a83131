/// TPC-H `lineitem` in a database of its own.
@NullMarked
package dev.sluice.benchmarks.lineitem;

import org.jspecify.annotations.NullMarked;
