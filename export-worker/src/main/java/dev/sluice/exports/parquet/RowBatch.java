package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.exports.values.Wire;

/// Takes COPY's rows apart until there are enough for a page of each column.
final class RowBatch {
    /// Of the rows in COPY's form; decoded they take about as much.
    static final long MOST_BYTES = 4 * 1024 * 1024;

    private static final long LEAST_BYTES = 64 * 1024;
    private static final int MOST_ROWS = 16_384;

    private final ColumnEncoder[] columns;
    private final long mostBytes;
    private int rows;
    private long bytes;

    RowBatch(ColumnEncoder[] columns, long mostBytes) {
        this.columns = columns;
        this.mostBytes = Math.clamp(mostBytes, LEAST_BYTES, MOST_BYTES);
    }

    /// Decodes one row.
    ///
    /// @param start of the row's field count
    /// @param end behind the row
    /// @throws UnrepresentableColumn when a column has to be read differently
    void add(byte[] message, int start, int end) throws UnrepresentableColumn {
        int fields = Wire.int2(message, start);
        if (fields != columns.length) {
            throw BrokenStream.because(
                    "holds a row of " + fields + " fields where the result has " + columns.length);
        }
        int at = start + 2;
        for (int i = 0; i < columns.length; i++) {
            int length = length(message, at, end);
            at += 4;
            add(i, message, at, length);
            at += Math.max(0, length);
        }
        if (at != end) {
            throw BrokenStream.because("holds a row that is longer than its fields");
        }
        rows++;
        bytes += at - start;
    }

    private static int length(byte[] message, int at, int end) {
        int length = at + 4 > end ? -2 : Wire.int4(message, at);
        if (length < -1 || length > end - at - 4) {
            throw BrokenStream.because("ended inside a row");
        }
        return length;
    }

    private void add(int column, byte[] message, int at, int length) throws UnrepresentableColumn {
        try {
            columns[column].add(message, at, length);
        } catch (Unrepresentable e) {
            throw new UnrepresentableColumn(column, e);
        }
    }

    boolean full() {
        return rows >= MOST_ROWS || bytes >= mostBytes;
    }

    int rows() {
        return rows;
    }

    void clear() {
        rows = 0;
        bytes = 0;
    }

    /// The column whose value its type cannot hold.
    static final class UnrepresentableColumn extends Exception {
        private final int column;

        UnrepresentableColumn(int column, Unrepresentable cause) {
            super(cause.getMessage(), cause, false, false);
            this.column = column;
        }

        int column() {
            return column;
        }
    }
}
