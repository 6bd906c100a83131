package dev.sluice.sources.postgresql;

import java.util.regex.Pattern;

/// PostgreSQL's ISO text of dates and times in the form of ISO 8601: a `T` between date and time,
/// `Z` for UTC, astronomical years (44 BC is -0043) and a sign before years beyond 9999.
/// `infinity` and `-infinity` stay words. Digits of a second are kept as they are.
final class PgTimes {
    private static final Pattern DATE =
            Pattern.compile(
                    "(\\d{4,7})(-\\d\\d-\\d\\d)(?: (\\d\\d:\\d\\d:\\d\\d[.\\d]*)"
                            + "(?:([+-]\\d\\d)(?::?(\\d\\d))?(?::?(\\d\\d))?)?)?( BC)?");
    private static final Pattern ZONED_TIME =
            Pattern.compile("(\\d\\d:\\d\\d:\\d\\d[.\\d]*)([+-]\\d\\d)(:\\d\\d)?(:\\d\\d)?");

    private PgTimes() {}

    /// `date`, `timestamp` and `timestamptz` alike.
    static String iso(String text) {
        var match = DATE.matcher(text);
        if (!match.matches()) {
            return text;
        }
        var iso = new StringBuilder(year(Integer.parseInt(match.group(1)), match.group(7) != null));
        iso.append(match.group(2));
        if (match.group(3) != null) {
            iso.append('T').append(match.group(3));
        }
        if (match.group(4) != null) {
            iso.append(offset(match.group(4), match.group(5)));
        }
        return iso.toString();
    }

    static String isoZonedTime(String text) {
        var match = ZONED_TIME.matcher(text);
        if (!match.matches()) {
            return text;
        }
        var minutes = match.group(3) == null ? null : match.group(3).substring(1);
        return match.group(1) + offset(match.group(2), minutes);
    }

    private static String year(int year, boolean beforeChrist) {
        int astronomical = beforeChrist ? 1 - year : year;
        if (astronomical < 0) {
            return "-%04d".formatted(-astronomical);
        }
        return (astronomical > 9999 ? "+%d" : "%04d").formatted(astronomical);
    }

    private static String offset(String hours, @org.jspecify.annotations.Nullable String minutes) {
        var rest = minutes == null ? "00" : minutes;
        return hours.substring(1).equals("00") && rest.equals("00") ? "Z" : hours + ":" + rest;
    }
}
