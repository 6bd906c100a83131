package dev.sluice.exports.arrow;

import java.util.Arrays;

/// Values of one column, growing. NULLs take a place of their own.
abstract class Vector {
    static final int FIRST_CAPACITY = 1024;

    private byte[] validity = new byte[FIRST_CAPACITY / 8];
    private int count;
    private int nulls;

    /// @param length -1 for NULL
    final void add(byte[] row, int at, int length) {
        if (count >> 3 == validity.length) {
            validity = Arrays.copyOf(validity, validity.length * 2);
        }
        if (length < 0) {
            nulls++;
            addNull();
        } else {
            addValue(row, at, length);
            validity[count >> 3] |= (byte) (1 << (count & 7));
        }
        count++;
    }

    abstract void addValue(byte[] row, int at, int length);

    /// Leaves the value's place empty.
    abstract void addNull();

    final int count() {
        return count;
    }

    /// Its node and buffers, and then those of its children.
    final void write(BatchBody body) {
        body.node(count, nulls);
        body.buffer(validity, nulls == 0 ? 0 : (count + 7) / 8);
        writeValues(body);
    }

    abstract void writeValues(BatchBody body);
}
