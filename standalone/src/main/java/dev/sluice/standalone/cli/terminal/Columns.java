package dev.sluice.standalone.cli.terminal;

/// Text measured in terminal columns: wide (East Asian, emoji) characters take two, combining ones
/// none, and control characters are never passed on.
public final class Columns {
    private Columns() {}

    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /// The text, cut with an ellipsis where it is wider than `width`.
    static String fit(String text, int width, String ellipsis) {
        if (width(text) <= width) {
            return text;
        }
        var room = width - width(ellipsis);
        if (room <= 0) {
            return ellipsis.substring(0, Math.min(ellipsis.length(), Math.max(width, 0)));
        }
        var fitted = new StringBuilder();
        var used = 0;
        for (var point : text.codePoints().toArray()) {
            used += width(point);
            if (used > room) {
                break;
            }
            fitted.appendCodePoint(point);
        }
        return fitted.append(ellipsis).toString();
    }

    /// One line without control characters, so that data cannot steer the terminal.
    public static String oneLine(String text) {
        var line = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> {
                    if (point == '\n' || point == '\r' || point == '\t') {
                        line.append(' ');
                    } else if (!Character.isISOControl(point)) {
                        line.appendCodePoint(point);
                    }
                });
        return line.toString();
    }

    private static int width(int point) {
        var type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT) {
            return 0;
        }
        return wide(point) ? 2 : 1;
    }

    /// Unicode Standard Annex 11, the ranges that matter on a terminal.
    private static boolean wide(int point) {
        return point >= 0x1100 && point <= 0x115F
                || point >= 0x2E80 && point <= 0xA4CF && point != 0x303F
                || point >= 0xAC00 && point <= 0xD7A3
                || point >= 0xF900 && point <= 0xFAFF
                || point >= 0xFE30 && point <= 0xFE6F
                || point >= 0xFF00 && point <= 0xFF60
                || point >= 0xFFE0 && point <= 0xFFE6
                || point >= 0x1F300 && point <= 0x1FAFF
                || point >= 0x20000 && point <= 0x3FFFD;
    }
}
