package dev.sluice.exports.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;

/// `float8`.
final class DoubleValues extends Values {
    private double[] values = new double[0];

    @Override
    void add(byte[] row, int at, int length) {
        Wire.requireLength(8, length);
        if (count == values.length) {
            values = Arrays.copyOf(values, grown(count));
        }
        values[count++] = Double.longBitsToDouble(Wire.int8(row, at));
    }

    @Override
    void write(ColumnWriter column, int index, int repetition, int definition) {
        column.write(values[index], repetition, definition);
    }
}
