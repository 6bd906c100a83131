package dev.sluice.exports.parquet;

import java.math.BigInteger;

/// Just enough of a 128-bit integer to build a decimal of 38 digits without garbage.
final class UnsignedInt128 {
    private static final long[][] POWERS_OF_TEN = powers();

    private long high;
    private long low;
    private boolean overflown;

    private static long[][] powers() {
        var powers = new long[NumericDecoder.LARGEST + 1][];
        for (int i = 0; i < powers.length; i++) {
            var power = BigInteger.TEN.pow(i);
            powers[i] = new long[] {power.shiftRight(64).longValueExact(), power.longValue()};
        }
        return powers;
    }

    /// `this = this * factor + summand`
    ///
    /// @param factor positive
    /// @param summand not negative
    void multiplyAdd(int factor, int summand) {
        long carry = Math.unsignedMultiplyHigh(low, factor);
        low *= factor;
        // high stays below 2^63: nothing of 38 digits is larger
        if (Math.multiplyHigh(high, factor) != 0) {
            overflown = true;
        }
        high = high * factor + carry;
        low += summand;
        if (Long.compareUnsigned(low, summand) < 0) {
            high++;
        }
        overflown |= high < 0;
    }

    boolean overflown() {
        return overflown;
    }

    boolean exceedsDigits(int digits) {
        var limit = POWERS_OF_TEN[digits];
        return high > limit[0] || (high == limit[0] && Long.compareUnsigned(low, limit[1]) >= 0);
    }

    /// Sixteen bytes, big-endian two's complement.
    void put(byte[] to, int at, boolean negative) {
        long first = high;
        long second = low;
        if (negative) {
            second = -second;
            first = ~first + (second == 0 ? 1 : 0);
        }
        PageBuffer.putBigEndian(to, at, first);
        PageBuffer.putBigEndian(to, at + 8, second);
    }
}
