package dev.sluice.standalone.cli.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/// Counts, sizes and times as people read them.
public final class Quantities {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Quantities() {}

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// `1 row`, `2 rows`.
    public static String count(long number, String one) {
        return count(number) + " " + one + (number == 1 ? "" : "s");
    }

    /// Decimal units, as disks and networks are sold.
    public static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 999.95 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }

    public static String time(Duration duration) {
        var seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /// A number with thousands separators and at most four digits after the point.
    static String number(Number value) {
        if (value instanceof Double d && !Double.isFinite(d)) {
            return value.toString();
        }
        var exact = new BigDecimal(value.toString());
        var rounded =
                exact.setScale(Math.clamp(exact.scale(), 0, 4), RoundingMode.HALF_UP)
                        .stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
    }
}
