package dev.sluice.exports.parquet;

import org.apache.parquet.column.ColumnWriter;

/// The values of one column in one batch, without its nulls, in a primitive array that is used again
/// for the next batch.
abstract class Values {
    static final int FIRST_CAPACITY = 1024;

    int count;

    /// Decodes one value.
    ///
    /// @param row holds the value's binary form at `at`, `length` bytes long
    abstract void add(byte[] row, int at, int length);

    abstract void write(ColumnWriter column, int index, int repetition, int definition);

    void clear() {
        count = 0;
    }

    /// Capacity for one more, at least doubled, so that growing is rare.
    static int grown(int length) {
        return Math.max(FIRST_CAPACITY, length * 2);
    }
}
