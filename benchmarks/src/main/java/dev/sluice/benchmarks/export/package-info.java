/// Exports as jobs of a running Sluice, beside `psql COPY`.
@NullMarked
package dev.sluice.benchmarks.export;

import org.jspecify.annotations.NullMarked;
