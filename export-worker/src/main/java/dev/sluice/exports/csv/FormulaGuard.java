package dev.sluice.exports.csv;

import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.exports.values.ByteSink;
import dev.sluice.sources.reading.ResultColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts an apostrophe before cells that a spreadsheet would run as a formula.
///
/// A cell is one where, behind any spaces (some spreadsheets trim them), stands `=`, `+`, `-`, `@`, one
/// of their full-width forms (which Japanese and Chinese editions take for the same), a tab or a line
/// break. Columns of numbers, booleans, dates, times and intervals are never touched, and neither is
/// NULL, whose text the caller chose.
final class FormulaGuard {
    /// bool, int8, int2, int4, oid, float4, float8, money, date, time, timestamp, timestamptz,
    /// interval, timetz, numeric.
    private static final Set<Integer> NEVER_RUN =
            Set.of(16, 20, 21, 23, 26, 700, 701, 790, 1082, 1083, 1114, 1184, 1186, 1266, 1700);

    private final boolean[] text;
    private final byte delimiter;
    private final byte[] nullText;

    private FormulaGuard(boolean[] text, char delimiter, String nullText) {
        this.text = text;
        this.delimiter = (byte) delimiter;
        this.nullText = nullText.getBytes(StandardCharsets.UTF_8);
    }

    /// @return null where no column needs one
    static @Nullable FormulaGuard of(List<ResultColumn> columns, char delimiter, String nullText) {
        int used = 0;
        var text = new boolean[columns.size()];
        for (int i = 0; i < text.length; i++) {
            text[i] = !NEVER_RUN.contains(columns.get(i).oid());
            used = text[i] ? i + 1 : used;
        }
        // fields behind the last one of text need not be looked at
        return used == 0 ? null : new FormulaGuard(Arrays.copyOf(text, used), delimiter, nullText);
    }

    /// Copies a line.
    ///
    /// @return cells that got an apostrophe
    int copy(byte[] line, int start, int end, ByteSink to) {
        int guarded = 0;
        int copied = start;
        int at = start;
        for (int i = 0; i < text.length; i++) {
            boolean quoted = at < end && line[at] == '"';
            int content = quoted ? at + 1 : at;
            int contentEnd = quoted ? closingQuote(line, content, end) : fieldEnd(line, at, end);
            if (text[i]
                    && runs(line, content, contentEnd)
                    && (quoted || !isNull(line, content, contentEnd))) {
                to.put(line, copied, content);
                to.put('\'');
                copied = content;
                guarded++;
            }
            at = (quoted ? contentEnd + 1 : contentEnd) + 1;
        }
        to.put(line, copied, end);
        return guarded;
    }

    private static int closingQuote(byte[] line, int content, int end) {
        for (int i = content; i < end; i++) {
            if (line[i] == '"') {
                if (i + 1 < end && line[i + 1] == '"') {
                    i++;
                } else {
                    return i;
                }
            }
        }
        throw BrokenStream.because("holds a line with an open quote");
    }

    private int fieldEnd(byte[] line, int start, int end) {
        int i = start;
        while (i < end && line[i] != delimiter && line[i] != '\n') {
            i++;
        }
        return i;
    }

    private boolean isNull(byte[] line, int from, int to) {
        return Arrays.equals(line, from, to, nullText, 0, nullText.length);
    }

    static boolean runs(String cell) {
        var bytes = cell.getBytes(StandardCharsets.UTF_8);
        return runs(bytes, 0, bytes.length);
    }

    private static boolean runs(byte[] line, int from, int to) {
        int i = from;
        while (i < to && line[i] == ' ') {
            i++;
        }
        if (i == to) {
            return false;
        }
        return switch (line[i]) {
            case '=', '+', '-', '@', '\t', '\r', '\n' -> true;
            case (byte) 0xef -> i + 2 < to && fullWidth(line[i + 1], line[i + 2]);
            default -> false;
        };
    }

    /// U+FF1D, U+FF0B, U+FF0D, U+FF20 behind their first byte.
    private static boolean fullWidth(byte second, byte third) {
        return second == (byte) 0xbc
                && switch (third) {
                    case (byte) 0x9d, (byte) 0x8b, (byte) 0x8d, (byte) 0xa0 -> true;
                    default -> false;
                };
    }
}
