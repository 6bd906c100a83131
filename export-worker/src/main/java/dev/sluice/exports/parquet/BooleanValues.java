package dev.sluice.exports.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;

/// `bool`.
final class BooleanValues extends Values {
    private boolean[] values = new boolean[0];

    @Override
    void add(byte[] row, int at, int length) {
        Wire.requireLength(1, length);
        if (count == values.length) {
            values = Arrays.copyOf(values, grown(count));
        }
        values[count++] = row[at] != 0;
    }

    @Override
    void write(ColumnWriter column, int index, int repetition, int definition) {
        column.write(values[index], repetition, definition);
    }
}
