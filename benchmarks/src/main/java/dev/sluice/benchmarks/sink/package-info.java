/// The export worker's pipeline without jobs, into a store that only counts.
@NullMarked
package dev.sluice.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
