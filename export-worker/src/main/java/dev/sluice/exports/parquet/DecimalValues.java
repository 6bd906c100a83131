package dev.sluice.exports.parquet;

import org.jspecify.annotations.Nullable;

/// `numeric` of 19 to 38 digits, 16 bytes each.
final class DecimalValues extends Values {
    private final NumericDecoder decoder;
    private final BytesValues values;

    DecimalValues(NumericDecoder decoder, DictionaryMemory memory) {
        this.decoder = decoder;
        this.values = BytesValues.ofLength(16, Order.SIGNED_BYTES, memory);
    }

    @Override
    void add(byte[] row, int at, int length) {
        decoder.decodeWide(row, at, length, values);
        count = values.count;
    }

    @Override
    void writePlain(PageBuffer page) {
        values.writePlain(page);
    }

    @Override
    @Nullable Bounds bounds() {
        return values.bounds();
    }

    @Override
    Dictionary dictionary() {
        return values.dictionary();
    }

    @Override
    boolean index(int[] indices, int most) {
        return values.index(indices, most);
    }

    @Override
    void addTo(BloomFilter filter) {
        values.addTo(filter);
    }

    @Override
    void clear() {
        super.clear();
        values.clear();
    }
}
