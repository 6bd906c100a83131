package dev.sluice.exports.values;

import dev.sluice.exports.encoding.BrokenStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads PostgreSQL's binary form: big-endian, unaligned.
public final class Wire {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private Wire() {}

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    public static short int2(byte[] row, int at) {
        return (short) SHORT.get(row, at);
    }

    public static int int4(byte[] row, int at) {
        return (int) INT.get(row, at);
    }

    public static long int8(byte[] row, int at) {
        return (long) LONG.get(row, at);
    }

    public static float float4(byte[] row, int at) {
        return Float.intBitsToFloat(int4(row, at));
    }

    public static double float8(byte[] row, int at) {
        return Double.longBitsToDouble(int8(row, at));
    }

    public static void requireLength(int expected, int length) {
        if (length != expected) {
            throw BrokenStream.because(
                    "holds a value of " + length + " bytes where its type has " + expected);
        }
    }
}
