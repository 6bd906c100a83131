package dev.sluice.agent.shape;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers as people read them: thousands separated by commas, no more digits than mean something.
public final class Figures {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Figures() {}

    /// The number in a JSON-ready value; null for anything else, also NaN and infinities.
    public static @Nullable BigDecimal decimal(@Nullable Object value) {
        return switch (value) {
            case BigDecimal number -> number;
            case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number);
            case Float number when Float.isFinite(number) -> new BigDecimal(number.toString());
            case Long number -> BigDecimal.valueOf(number);
            case Integer number -> BigDecimal.valueOf(number);
            case Short number -> BigDecimal.valueOf(number);
            case java.math.BigInteger number -> new BigDecimal(number);
            case null, default -> null;
        };
    }

    /// `1,234,567`, `1,234.50`, `0.00123`.
    public static String format(BigDecimal number) {
        var plain = number.stripTrailingZeros();
        if (plain.scale() <= 0) {
            return String.format(Locale.ROOT, "%,d", plain.toBigInteger());
        }
        if (number.abs().compareTo(BigDecimal.ONE) >= 0) {
            return String.format(Locale.ROOT, "%,.2f", number.setScale(2, RoundingMode.HALF_UP));
        }
        return number.round(new MathContext(3, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
    }

    /// `23.4%` of `whole`; null where there is no whole to speak of.
    public static @Nullable String share(BigDecimal part, BigDecimal whole) {
        return whole.signum() <= 0 ? null : percent(ratio(part, whole));
    }

    /// `25.0%` for growth from 4 to 5, without a sign; null where the base is not positive.
    public static @Nullable String change(BigDecimal from, BigDecimal to) {
        return from.signum() <= 0 ? null : percent(ratio(to.subtract(from).abs(), from));
    }

    private static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, MathContext.DECIMAL64);
    }

    private static String percent(BigDecimal ratio) {
        return String.format(
                Locale.ROOT, "%,.1f%%", ratio.multiply(HUNDRED).setScale(1, RoundingMode.HALF_UP));
    }
}
