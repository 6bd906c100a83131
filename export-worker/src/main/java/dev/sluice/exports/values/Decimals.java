package dev.sluice.exports.values;

import dev.sluice.exports.encoding.BrokenStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;

/// `numeric(precision, scale)` as an unscaled integer of fixed width, little-endian two's complement.
/// Used by one thread.
///
/// A declared precision and scale can hold NaN, and an expression's declared type is not enforced by the
/// server; such values are [Unfit].
public final class Decimals {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW = 0xffff_ffffL;
    private static final int HEAD = 8;
    private static final int BASE = 10_000;
    private static final int[] POWERS = {1, 10, 100, 1000, BASE};

    private final int scale;

    /// 32 bits each, the lowest first.
    private final int[] value;

    /// The smallest number that has too many digits.
    private final int[] limit;

    /// @param bytes 16 or 32
    public Decimals(int precision, int scale, int bytes) {
        this.scale = scale;
        this.value = new int[bytes / 4];
        this.limit = new int[bytes / 4];
        var power = BigInteger.TEN.pow(precision);
        for (int i = 0; i < limit.length; i++) {
            limit[i] = power.shiftRight(32 * i).intValue();
        }
    }

    /// Precision and scale of a type modifier.
    ///
    /// @return null where none were declared, or other ones than 0 ≤ scale ≤ precision ≤ `mostDigits`
    public static @org.jspecify.annotations.Nullable Declared declared(int typmod, int mostDigits) {
        if (typmod < 4) {
            return null;
        }
        int packed = typmod - 4;
        int precision = packed >> 16 & 0xffff;
        int scale = ((packed & 0x7ff) ^ 1024) - 1024;
        return precision > mostDigits || scale < 0 || scale > precision
                ? null
                : new Declared(precision, scale);
    }

    /// Of `numeric(precision, scale)`.
    public record Declared(int precision, int scale) {}

    /// Decodes one value to `to`, at `position`.
    public void decode(byte[] row, int at, int length, byte[] to, int position) {
        if (!Numbers.isFinite(row, at, length)) {
            throw new Unfit("NaN or an infinity");
        }
        int digits = Wire.int2(row, at);
        int weight = Wire.int2(row, at + 2);
        Arrays.fill(value, 0);
        for (int i = 0; i < digits; i++) {
            addDigit(Wire.int2(row, at + HEAD + 2 * i), 4 * (weight - i) + scale);
        }
        int last = 4 * (weight - (digits - 1)) + scale;
        for (int left = digits > 0 ? last : 0; left > 0; left -= 4) {
            multiplyAdd(POWERS[Math.min(4, left)], 0);
        }
        if (tooLarge()) {
            throw moreDigits();
        }
        if (Wire.int2(row, at + 4) != 0) {
            negate();
        }
        for (int i = 0; i < value.length; i++) {
            INT.set(to, position + 4 * i, value[i]);
        }
    }

    /// @param place of the digit's last figure, counted in units of the scale
    private void addDigit(int digit, int place) {
        if (digit < 0 || digit >= BASE) {
            throw BrokenStream.because("holds a numeric with a digit that is none");
        }
        int kept = Math.clamp(4 + place, 0, 4);
        int unit = POWERS[4 - kept];
        if (digit % unit != 0) {
            throw new Unfit("more decimals than declared");
        }
        multiplyAdd(POWERS[kept], digit / unit);
    }

    private void multiplyAdd(int factor, int summand) {
        long carry = summand;
        for (int i = 0; i < value.length; i++) {
            long product = (value[i] & LOW) * factor + carry;
            value[i] = (int) product;
            carry = product >>> 32;
        }
        if (carry != 0) {
            throw moreDigits();
        }
    }

    private static Unfit moreDigits() {
        return new Unfit("more digits than declared");
    }

    private boolean tooLarge() {
        for (int i = value.length - 1; i >= 0; i--) {
            int compared = Integer.compareUnsigned(value[i], limit[i]);
            if (compared != 0) {
                return compared > 0;
            }
        }
        return true;
    }

    private void negate() {
        long carry = 1;
        for (int i = 0; i < value.length; i++) {
            long sum = (~value[i] & LOW) + carry;
            value[i] = (int) sum;
            carry = sum >>> 32;
        }
    }
}
