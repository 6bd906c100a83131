/// The tables that are exported, in a database of their own.
@NullMarked
package dev.sluice.benchmarks.tables;

import org.jspecify.annotations.NullMarked;
