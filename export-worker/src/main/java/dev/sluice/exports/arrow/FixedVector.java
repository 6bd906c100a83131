package dev.sluice.exports.arrow;

import java.util.Arrays;

/// Values of equal width.
final class FixedVector extends Vector {
    private final int width;
    private final Decoder decoder;
    private byte[] values;

    /// Decodes one value.
    @FunctionalInterface
    interface Decoder {
        /// @param to little-endian; holds zeros at `position`
        void decode(byte[] row, int at, int length, byte[] to, int position);
    }

    FixedVector(int width, Decoder decoder) {
        this.width = width;
        this.decoder = decoder;
        this.values = new byte[FIRST_CAPACITY * width];
    }

    @Override
    void addValue(byte[] row, int at, int length) {
        int position = place();
        decoder.decode(row, at, length, values, position);
    }

    @Override
    void addNull() {
        place();
    }

    private int place() {
        int position = count() * width;
        if (position == values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
        return position;
    }

    @Override
    void writeValues(BatchBody body) {
        body.buffer(values, count() * width);
    }
}
