package dev.sluice.exports.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;

/// A column of single values.
final class ScalarBatch implements ColumnBatch {
    private final Values values;
    private boolean[] present = new boolean[Values.FIRST_CAPACITY];
    private int rows;

    ScalarBatch(Values values) {
        this.values = values;
    }

    @Override
    public void add(byte[] row, int at, int length) {
        if (rows == present.length) {
            present = Arrays.copyOf(present, Values.grown(rows));
        }
        if (length >= 0) {
            values.add(row, at, length);
        }
        present[rows++] = length >= 0;
    }

    @Override
    public void write(ColumnWriter column) {
        int next = 0;
        for (int i = 0; i < rows; i++) {
            if (present[i]) {
                values.write(column, next++, 0, 1);
            } else {
                column.writeNull(0, 0);
            }
        }
    }

    @Override
    public void clear() {
        rows = 0;
        values.clear();
    }
}
