package dev.sluice.exports.parquet;

import org.apache.parquet.column.ColumnWriter;

/// `numeric` of 19 to 38 digits, 16 bytes each.
final class DecimalValues extends Values {
    private final NumericDecoder decoder;
    private final BytesValues values = BytesValues.ofLength(16);

    DecimalValues(NumericDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    void add(byte[] row, int at, int length) {
        decoder.decodeWide(row, at, length, values);
        count = values.count;
    }

    @Override
    void write(ColumnWriter column, int index, int repetition, int definition) {
        values.write(column, index, repetition, definition);
    }

    @Override
    void clear() {
        super.clear();
        values.clear();
    }
}
