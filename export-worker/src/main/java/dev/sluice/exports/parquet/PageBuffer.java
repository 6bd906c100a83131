package dev.sluice.exports.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes of a page in the making, little-endian as Parquet is.
final class PageBuffer {
    private static final VarHandle INT = view(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = view(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_ENDIAN = view(long[].class, ByteOrder.BIG_ENDIAN);

    /// A buffer that one huge value made this large is not kept.
    private static final int LARGEST_KEPT = 16 * 1024 * 1024;

    private byte[] bytes = new byte[1024];
    private int length;

    private static VarHandle view(Class<?> array, ByteOrder order) {
        return MethodHandles.byteArrayViewVarHandle(array, order);
    }

    /// As wide decimals are.
    static void putBigEndian(byte[] to, int at, long value) {
        BIG_ENDIAN.set(to, at, value);
    }

    static void putInt(byte[] to, int at, int value) {
        INT.set(to, at, value);
    }

    static void putLong(byte[] to, int at, long value) {
        LONG.set(to, at, value);
    }

    static int getInt(byte[] from, int at) {
        return (int) INT.get(from, at);
    }

    static long getLong(byte[] from, int at) {
        return (long) LONG.get(from, at);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[1024];
        }
    }

    /// Makes room for so many more bytes.
    ///
    /// @return where they begin in [#bytes]
    int reserve(int more) {
        if (more > bytes.length - length) {
            long wanted = Math.addExact((long) length, more);
            bytes = Arrays.copyOf(bytes, Capacities.grown(bytes.length, wanted));
        }
        return length;
    }

    /// Says how many of the reserved bytes were written.
    void advance(int written) {
        length += written;
    }

    void putByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void putInt(int value) {
        int at = reserve(Integer.BYTES);
        INT.set(bytes, at, value);
        length += Integer.BYTES;
    }

    void putVarint(int value) {
        int left = value;
        while ((left & ~0x7f) != 0) {
            putByte(left & 0x7f | 0x80);
            left >>>= 7;
        }
        putByte(left);
    }

    void put(byte[] from, int start, int count) {
        int at = reserve(count);
        System.arraycopy(from, start, bytes, at, count);
        length += count;
    }
}
