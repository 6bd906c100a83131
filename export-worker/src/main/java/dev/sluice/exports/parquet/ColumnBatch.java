package dev.sluice.exports.parquet;

import org.apache.parquet.column.ColumnWriter;

/// One column of one batch of rows, with its nulls.
interface ColumnBatch {
    /// @param length bytes of the value at `at`; -1 for null
    void add(byte[] row, int at, int length);

    /// Hands the batch to Parquet.
    void write(ColumnWriter column);

    void clear();
}
