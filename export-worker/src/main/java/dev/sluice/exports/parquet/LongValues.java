package dev.sluice.exports.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;

/// Values that Parquet stores as INT64.
final class LongValues extends Values {
    /// Decodes one value.
    @FunctionalInterface
    interface Decoder {
        long decode(byte[] row, int at, int length);
    }

    private final Decoder decoder;
    private long[] values = new long[0];

    LongValues(Decoder decoder) {
        this.decoder = decoder;
    }

    @Override
    void add(byte[] row, int at, int length) {
        if (count == values.length) {
            values = Arrays.copyOf(values, grown(count));
        }
        values[count] = decoder.decode(row, at, length);
        count++;
    }

    @Override
    void write(ColumnWriter column, int index, int repetition, int definition) {
        column.write(values[index], repetition, definition);
    }
}
