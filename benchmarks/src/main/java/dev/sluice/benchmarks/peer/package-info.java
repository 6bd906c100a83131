/// Programs that do the same work: psql, Spark, and a cursor with parquet-java's writer of Avro records.
@NullMarked
package dev.sluice.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
