package dev.sluice.exports.arrow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Where each value of a vector ends in what lies behind it; the first begins at 0.
final class Offsets {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] offsets = new byte[4 * (Vector.FIRST_CAPACITY + 1)];

    /// @param count of values before
    void add(int count, int end) {
        int at = 4 * (count + 1);
        if (at == offsets.length) {
            offsets = Arrays.copyOf(offsets, offsets.length * 2);
        }
        INT.set(offsets, at, end);
    }

    void write(BatchBody body, int count) {
        body.buffer(offsets, 4 * (count + 1));
    }
}
