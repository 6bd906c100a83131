package dev.sluice.exports.arrow;

import dev.sluice.exports.values.Wire;
import java.util.Arrays;

/// A bit each.
final class BooleanVector extends Vector {
    private byte[] values = new byte[FIRST_CAPACITY / 8];

    @Override
    void addValue(byte[] row, int at, int length) {
        Wire.requireLength(1, length);
        addNull();
        if (row[at] != 0) {
            values[count() >> 3] |= (byte) (1 << (count() & 7));
        }
    }

    @Override
    void addNull() {
        if (count() >> 3 == values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
    }

    @Override
    void writeValues(BatchBody body) {
        body.buffer(values, (count() + 7) / 8);
    }
}
