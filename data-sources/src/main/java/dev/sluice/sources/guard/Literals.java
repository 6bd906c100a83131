package dev.sluice.sources.guard;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/// What numeric literals are worth.
final class Literals {
    private Literals() {}

    /// The value of an unsigned numeric literal, rounded up, at most `Long.MAX_VALUE`.
    static long magnitude(String literal) {
        String digits = literal.replace("_", "").toLowerCase(Locale.ROOT);
        try {
            if (digits.startsWith("0x")) {
                return clamp(new BigInteger(digits.substring(2), 16));
            }
            if (digits.startsWith("0o")) {
                return clamp(new BigInteger(digits.substring(2), 8));
            }
            if (digits.startsWith("0b")) {
                return clamp(new BigInteger(digits.substring(2), 2));
            }
            var value = new BigDecimal(digits);
            if (value.precision() - (long) value.scale() > 19) {
                return Long.MAX_VALUE;
            }
            return clamp(value.setScale(0, java.math.RoundingMode.UP).toBigInteger());
        } catch (NumberFormatException malformed) {
            return Long.MAX_VALUE;
        }
    }

    private static long clamp(BigInteger value) {
        return value.bitLength() > 62 ? Long.MAX_VALUE : value.longValueExact();
    }
}
