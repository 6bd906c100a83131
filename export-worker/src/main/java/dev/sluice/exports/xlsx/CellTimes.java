package dev.sluice.exports.xlsx;

import dev.sluice.exports.values.ByteSink;
import dev.sluice.exports.values.IsoTimes;
import dev.sluice.exports.values.Numbers;

/// Dates and times as cells: days since 1899-12-30 with a fraction, shown by a style. A double holds
/// them to a microsecond.
final class CellTimes {
    private static final long DAY = 86_400_000_000L;

    /// 2000-01-01, PostgreSQL's epoch, as a spreadsheet counts.
    private static final int EPOCH = 36_526;

    /// 1900-03-01: before it, spreadsheets count a leap day that never was.
    private static final int FIRST = 61;

    /// 9999-12-31.
    private static final int LAST = 2_958_465;

    private CellTimes() {}

    /// @param days since 2000-01-01
    static void putDate(ByteSink to, int days) {
        if (known((long) days + EPOCH)) {
            to.putAscii(Styles.DATE);
            Numbers.put(to, days + EPOCH);
            to.putAscii("</v></c>");
        } else {
            CellValue.putText(to, text -> IsoTimes.putDate(text, days));
        }
    }

    /// @param micros since 2000-01-01
    static void putTimestamp(ByteSink to, long micros, boolean utc) {
        long day = Math.floorDiv(micros, DAY) + EPOCH;
        if (known(day)) {
            to.putAscii(Styles.TIMESTAMP);
            Numbers.put(to, day + Math.floorMod(micros, DAY) / (double) DAY);
            to.putAscii("</v></c>");
        } else {
            CellValue.putText(to, text -> IsoTimes.putTimestamp(text, micros, utc));
        }
    }

    /// @param micros since midnight; 24:00:00 would be shown as the midnight before
    static void putTime(ByteSink to, long micros) {
        if (micros < DAY) {
            to.putAscii(Styles.TIME);
            Numbers.put(to, micros / (double) DAY);
            to.putAscii("</v></c>");
        } else {
            CellValue.putText(to, text -> IsoTimes.putTime(text, micros));
        }
    }

    private static boolean known(long day) {
        return day >= FIRST && day <= LAST;
    }
}
