package dev.sluice.exports.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;

/// `float4`.
final class FloatValues extends Values {
    private float[] values = new float[0];

    @Override
    void add(byte[] row, int at, int length) {
        Wire.requireLength(4, length);
        if (count == values.length) {
            values = Arrays.copyOf(values, grown(count));
        }
        values[count++] = Float.intBitsToFloat(Wire.int4(row, at));
    }

    @Override
    void write(ColumnWriter column, int index, int repetition, int definition) {
        column.write(values[index], repetition, definition);
    }
}
