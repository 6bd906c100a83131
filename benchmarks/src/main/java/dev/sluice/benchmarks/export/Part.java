package dev.sluice.benchmarks.export;

import java.util.Locale;

/// What can be asked for with `--only`.
enum Part {
    /// CSV jobs beside psql.
    CSV,
    /// Parquet jobs beside psql.
    PARQUET,
    /// The pipeline into a sink that only counts, beside psql.
    SINK,
    /// A Parquet job beside Spark.
    SPARK,
    /// A Parquet job beside a cursor with parquet-java's writer of Avro records.
    AVRO,
    /// A worker of its own with a small heap.
    MEMORY,
    /// Eight exports at once.
    EIGHT,
    /// Tables of five columns, each larger than the one before.
    NARROW;

    /// As it is written on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
