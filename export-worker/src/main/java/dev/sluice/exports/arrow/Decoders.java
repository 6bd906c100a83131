package dev.sluice.exports.arrow;

import dev.sluice.exports.values.Unfit;
import dev.sluice.exports.values.Wire;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Values of fixed width from PostgreSQL's byte order and epoch, the year 2000, to Arrow's.
///
/// The infinities of dates and timestamps become the largest integer and its negative, as in Parquet:
/// beyond every date that PostgreSQL has, and in order with all others.
final class Decoders {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final int EPOCH_DAYS = 10_957;
    private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

    private Decoders() {}

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    static void int2(byte[] row, int at, int length, byte[] to, int position) {
        Wire.requireLength(2, length);
        SHORT.set(to, position, Wire.int2(row, at));
    }

    static void int4(byte[] row, int at, int length, byte[] to, int position) {
        Wire.requireLength(4, length);
        INT.set(to, position, Wire.int4(row, at));
    }

    static void int8(byte[] row, int at, int length, byte[] to, int position) {
        Wire.requireLength(8, length);
        LONG.set(to, position, Wire.int8(row, at));
    }

    static void uuid(byte[] row, int at, int length, byte[] to, int position) {
        Wire.requireLength(16, length);
        System.arraycopy(row, at, to, position, 16);
    }

    static void date(byte[] row, int at, int length, byte[] to, int position) {
        Wire.requireLength(4, length);
        INT.set(to, position, days(Wire.int4(row, at)));
    }

    private static int days(int days) {
        return switch (days) {
            case Integer.MAX_VALUE -> Integer.MAX_VALUE;
            case Integer.MIN_VALUE -> -Integer.MAX_VALUE;
            default -> days + EPOCH_DAYS;
        };
    }

    static void timestamp(byte[] row, int at, int length, byte[] to, int position) {
        Wire.requireLength(8, length);
        LONG.set(to, position, micros(Wire.int8(row, at)));
    }

    private static long micros(long micros) {
        if (micros == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        if (micros == Long.MIN_VALUE) {
            return -Long.MAX_VALUE;
        }
        // PostgreSQL's last 29 years do not fit: they end in 294276, Arrow's in 294247.
        if (micros >= Long.MAX_VALUE - EPOCH_MICROS) {
            throw new Unfit("a timestamp after the year 294246");
        }
        return micros + EPOCH_MICROS;
    }
}
