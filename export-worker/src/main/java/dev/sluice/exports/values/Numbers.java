package dev.sluice.exports.values;

import dev.sluice.exports.encoding.BrokenStream;

/// Writes numbers as text, without boxing.
public final class Numbers {
    private static final int HEAD = 8;
    private static final int NEGATIVE = 0x4000;
    private static final int NOT_A_NUMBER = 0xc000;
    private static final int INFINITE = 0xd000;
    private static final int NEGATIVE_INFINITE = 0xf000;
    private static final int LONGEST = 20;

    /// Every whole number up to here is a double, and another one than its neighbours.
    private static final double LARGEST_WHOLE = 1L << 53;

    private Numbers() {}

    public static void put(ByteSink to, long value) {
        to.reserve(LONGEST);
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                to.putAscii("-9223372036854775808");
                return;
            }
            to.put('-');
            value = -value;
        }
        putDigits(to, value, width(value));
    }

    private static int width(long value) {
        int width = 1;
        for (long limit = 10; width < 19 && value >= limit; limit *= 10) {
            width++;
        }
        return width;
    }

    /// @param value not negative
    /// @param width figures, zeros in front
    static void putDigits(ByteSink to, long value, int width) {
        to.reserve(width);
        var array = to.array();
        int start = to.length();
        long left = value;
        for (int i = start + width - 1; i >= start; i--) {
            long tenth = left / 10;
            array[i] = (byte) ('0' + (int) (left - tenth * 10));
            left = tenth;
        }
        to.length(start + width);
    }

    /// The shortest text that reads back as the same number; a JSON number where it is finite, else
    /// `NaN`, `Infinity`, `-Infinity`.
    public static void put(ByteSink to, double value) {
        if (value == Math.rint(value)
                && Math.abs(value) < LARGEST_WHOLE
                && !isNegativeZero(value)) {
            put(to, (long) value);
        } else {
            to.putAscii(Double.toString(value));
        }
    }

    /// As [#put(ByteSink, double)], with the figures of a float.
    public static void put(ByteSink to, float value) {
        if (value == Math.rint(value) && Math.abs(value) < 1 << 24 && !isNegativeZero(value)) {
            put(to, (long) value);
        } else {
            to.putAscii(Float.toString(value));
        }
    }

    private static boolean isNegativeZero(double value) {
        return value == 0 && 1 / value < 0;
    }

    /// Whether a `numeric` is neither NaN nor an infinity.
    public static boolean isFinite(byte[] row, int at, int length) {
        int sign = sign(row, at, length);
        return sign == 0 || sign == NEGATIVE;
    }

    private static int sign(byte[] row, int at, int length) {
        int digits = length < HEAD ? -1 : Wire.int2(row, at);
        if (digits < 0 || length != HEAD + 2 * digits) {
            throw BrokenStream.because("holds a numeric of wrong length");
        }
        return Wire.int2(row, at + 4) & 0xffff;
    }

    /// A `numeric` as PostgreSQL prints it. The binary form is: number of digits, weight of the first,
    /// sign, display scale (all int2), then digits of base 10,000.
    public static void putNumeric(ByteSink to, byte[] row, int at, int length) {
        switch (sign(row, at, length)) {
            case 0 -> {}
            case NEGATIVE -> to.put('-');
            case NOT_A_NUMBER -> {
                to.putAscii("NaN");
                return;
            }
            case INFINITE -> {
                to.putAscii("Infinity");
                return;
            }
            case NEGATIVE_INFINITE -> {
                to.putAscii("-Infinity");
                return;
            }
            default -> throw BrokenStream.because("holds a numeric of unknown sign");
        }
        int digits = Wire.int2(row, at);
        int weight = Wire.int2(row, at + 2);
        int scale = Wire.int2(row, at + 6);
        putWhole(to, row, at + HEAD, digits, weight);
        if (scale > 0) {
            to.put('.');
            int end = to.length() + scale;
            for (int i = weight + 1; to.length() < end; i++) {
                putDigits(to, digit(row, at + HEAD, digits, i), 4);
            }
            to.length(end);
        }
    }

    private static void putWhole(ByteSink to, byte[] row, int at, int digits, int weight) {
        if (weight < 0) {
            to.put('0');
            return;
        }
        put(to, digit(row, at, digits, 0));
        for (int i = 1; i <= weight; i++) {
            putDigits(to, digit(row, at, digits, i), 4);
        }
    }

    private static int digit(byte[] row, int at, int digits, int index) {
        return index < 0 || index >= digits ? 0 : Wire.int2(row, at + 2 * index);
    }
}
