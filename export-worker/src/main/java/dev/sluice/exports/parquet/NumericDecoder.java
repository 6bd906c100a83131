package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.exports.values.Wire;
import java.util.function.Function;

/// `numeric(precision, scale)` as an unscaled integer.
///
/// The binary form is: number of digits, weight of the first, sign, display scale (all int2), then
/// digits of base 10,000. A declared precision and scale can hold NaN, and an expression's declared
/// type is not enforced by the server; such values are [Unrepresentable].
final class NumericDecoder {
    static final int LARGEST_IN_INT = 9;
    static final int LARGEST_IN_LONG = 18;
    static final int LARGEST = 38;

    private static final int HEAD = 8;
    private static final int NEGATIVE = 0x4000;
    private static final int BASE = 10_000;
    private static final long[] POWERS = powers();

    private final int precision;
    private final int scale;

    NumericDecoder(int precision, int scale) {
        this.precision = precision;
        this.scale = scale;
    }

    private static long[] powers() {
        var powers = new long[LARGEST_IN_LONG + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /// For a precision of at most 18.
    long decodeLong(byte[] row, int at, int length) {
        int digits = digits(row, at, length);
        int weight = Wire.int2(row, at + 2);
        long value = 0;
        try {
            for (int i = 0; i < digits; i++) {
                int digit = Wire.int2(row, at + HEAD + 2 * i);
                // the decimal place of this digit's last figure, counted in units of the scale
                int place = 4 * (weight - i) + scale;
                if (place >= 0) {
                    value = Math.addExact(Math.multiplyExact(value, BASE), digit);
                } else {
                    value =
                            Math.addExact(
                                    Math.multiplyExact(value, power(Math.max(0, 4 + place))),
                                    fraction(digit, place));
                }
            }
            int last = 4 * (weight - (digits - 1)) + scale;
            if (digits > 0 && last > 0) {
                value = Math.multiplyExact(value, power(last));
            }
        } catch (ArithmeticException e) {
            throw tooLarge();
        }
        if (value >= POWERS[precision]) {
            throw tooLarge();
        }
        return negative(row, at) ? -value : value;
    }

    /// Appends 16 bytes, big-endian two's complement.
    void decodeWide(byte[] row, int at, int length, BytesValues to) {
        int digits = digits(row, at, length);
        int weight = Wire.int2(row, at + 2);
        var value = new UnsignedInt128();
        for (int i = 0; i < digits; i++) {
            int digit = Wire.int2(row, at + HEAD + 2 * i);
            int place = 4 * (weight - i) + scale;
            if (place >= 0) {
                value.multiplyAdd(BASE, digit);
            } else {
                value.multiplyAdd((int) power(Math.max(0, 4 + place)), fraction(digit, place));
            }
        }
        int last = 4 * (weight - (digits - 1)) + scale;
        for (int left = digits > 0 ? last : 0; left > 0; left -= 4) {
            value.multiplyAdd((int) power(Math.min(4, left)), 0);
        }
        if (value.overflown() || value.exceedsDigits(precision)) {
            throw tooLarge();
        }
        int start = to.reserve(16);
        value.put(to.bytes(), start, negative(row, at));
    }

    private static int digits(byte[] row, int at, int length) {
        int digits = length < HEAD ? -1 : Wire.int2(row, at);
        if (digits < 0 || length != HEAD + 2 * digits) {
            throw BrokenStream.because("holds a numeric of wrong length");
        }
        int sign = Wire.int2(row, at + 4) & 0xffff;
        if (sign != 0 && sign != NEGATIVE) {
            throw new Unrepresentable("NaN or an infinity");
        }
        return digits;
    }

    private static boolean negative(byte[] row, int at) {
        return (Wire.int2(row, at + 4) & 0xffff) == NEGATIVE;
    }

    /// The figures of a digit that the scale still has; the others must be zero.
    private static int fraction(int digit, int place) {
        // divisors that the compiler knows take a third of the time
        return switch (4 + place) {
            case 3 -> divided(digit, digit / 10, 10);
            case 2 -> divided(digit, digit / 100, 100);
            case 1 -> divided(digit, digit / 1000, 1000);
            default -> divided(digit, 0, BASE);
        };
    }

    private static int divided(int digit, int quotient, int unit) {
        if (quotient * unit != digit) {
            throw new Unrepresentable("more decimals than declared");
        }
        return quotient;
    }

    private static long power(int exponent) {
        if (exponent >= POWERS.length) {
            throw tooLarge();
        }
        return POWERS[exponent];
    }

    private static Unrepresentable tooLarge() {
        return new Unrepresentable("more digits than declared");
    }

    /// The typmod of `numeric(p,s)`; nothing where Parquet's DECIMAL cannot hold it.
    static <T> @org.jspecify.annotations.Nullable T declared(
            int typmod, Function<Declared, T> then) {
        if (typmod < 4) {
            return null;
        }
        int packed = typmod - 4;
        int precision = packed >> 16 & 0xffff;
        int scale = ((packed & 0x7ff) ^ 1024) - 1024;
        return precision > LARGEST || scale < 0 || scale > precision
                ? null
                : then.apply(new Declared(precision, scale));
    }

    /// Of `numeric(precision, scale)`.
    record Declared(int precision, int scale) {}
}
