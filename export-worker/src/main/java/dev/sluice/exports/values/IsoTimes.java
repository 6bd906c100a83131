package dev.sluice.exports.values;

/// Writes dates and times by ISO 8601: a `T` between date and time, `Z` for UTC, astronomical years (44
/// BC is -0043) and a sign before years beyond 9999. `infinity` and `-infinity` stay PostgreSQL's words.
/// Fractions of a second without zeros at their end.
public final class IsoTimes {
    private static final long DAY = 86_400_000_000L;

    /// From the year 0000-03-01, where a cycle of 400 years begins, to PostgreSQL's epoch, 2000-01-01.
    private static final long CYCLE_TO_EPOCH = 730_425;

    private static final int DAYS_OF_CYCLE = 146_097;

    private IsoTimes() {}

    /// @param days since 2000-01-01
    public static void putDate(ByteSink to, int days) {
        switch (days) {
            case Integer.MAX_VALUE -> to.putAscii("infinity");
            case Integer.MIN_VALUE -> to.putAscii("-infinity");
            default -> putDay(to, days);
        }
    }

    /// Days into months and years that begin in March, so that a leap day is a year's last.
    private static void putDay(ByteSink to, long days) {
        long sinceCycle = days + CYCLE_TO_EPOCH;
        long cycle = Math.floorDiv(sinceCycle, DAYS_OF_CYCLE);
        int day = (int) Math.floorMod(sinceCycle, DAYS_OF_CYCLE);
        int year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        int dayOfYear = day - (365 * year + year / 4 - year / 100);
        int march = (5 * dayOfYear + 2) / 153;
        int month = march < 10 ? march + 3 : march - 9;
        putYear(to, year + cycle * 400 + (month <= 2 ? 1 : 0));
        to.put('-');
        Numbers.putDigits(to, month, 2);
        to.put('-');
        Numbers.putDigits(to, dayOfYear - (153 * march + 2) / 5 + 1, 2);
    }

    private static void putYear(ByteSink to, long year) {
        if (year > 9999) {
            to.put('+');
            Numbers.put(to, year);
        } else {
            if (year < 0) {
                to.put('-');
            }
            long shown = Math.abs(year);
            if (shown > 9999) {
                Numbers.put(to, shown);
            } else {
                Numbers.putDigits(to, shown, 4);
            }
        }
    }

    /// @param micros since midnight; 24:00:00 is one
    public static void putTime(ByteSink to, long micros) {
        long seconds = micros / 1_000_000;
        Numbers.putDigits(to, seconds / 3600, 2);
        to.put(':');
        Numbers.putDigits(to, seconds / 60 % 60, 2);
        to.put(':');
        Numbers.putDigits(to, seconds % 60, 2);
        long fraction = micros % 1_000_000;
        if (fraction > 0) {
            int width = 6;
            while (fraction % 10 == 0) {
                fraction /= 10;
                width--;
            }
            to.put('.');
            Numbers.putDigits(to, fraction, width);
        }
    }

    /// @param micros since midnight
    /// @param west seconds west of UTC, as PostgreSQL keeps a zone
    public static void putZonedTime(ByteSink to, long micros, int west) {
        putTime(to, micros);
        if (west == 0) {
            to.put('Z');
            return;
        }
        int offset = Math.abs(west);
        to.put(west > 0 ? '-' : '+');
        Numbers.putDigits(to, offset / 3600, 2);
        to.put(':');
        Numbers.putDigits(to, offset / 60 % 60, 2);
        if (offset % 60 > 0) {
            to.put(':');
            Numbers.putDigits(to, offset % 60, 2);
        }
    }

    /// @param micros since 2000-01-01
    /// @param utc whether a `Z` follows
    public static void putTimestamp(ByteSink to, long micros, boolean utc) {
        if (micros == Long.MAX_VALUE) {
            to.putAscii("infinity");
        } else if (micros == Long.MIN_VALUE) {
            to.putAscii("-infinity");
        } else {
            putDay(to, Math.floorDiv(micros, DAY));
            to.put('T');
            putTime(to, Math.floorMod(micros, DAY));
            if (utc) {
                to.put('Z');
            }
        }
    }
}
