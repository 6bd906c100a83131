package dev.sluice.exports.xlsx;

import dev.sluice.exports.values.ByteSink;
import dev.sluice.exports.values.Hex;

/// Writes UTF-8 as a cell's own string (`inlineStr`), which no spreadsheet takes for a formula.
///
/// Characters that XML cannot hold are written as ECMA-376's `ST_Xstring` says: `_x0007_`. What looks
/// like such an escape already gets its underscore escaped.
final class CellText {
    /// Characters of UTF-16, the limit of every spreadsheet.
    static final int LONGEST = 32_767;

    private static final boolean[] SPECIAL = new boolean[256];

    static {
        for (int i = 0; i < ' '; i++) {
            SPECIAL[i] = true;
        }
        SPECIAL['&'] = true;
        SPECIAL['<'] = true;
        SPECIAL['>'] = true;
        SPECIAL['_'] = true;
        SPECIAL[0xef] = true; // U+FFFE and U+FFFF begin so
    }

    private CellText() {}

    /// Everything of the cell behind its reference and style.
    static void put(ByteSink to, byte[] text, int at, int length) {
        int end = at + length;
        if (plain(text, at, end)) {
            to.putAscii(" t=\"inlineStr\"><is><t>");
            to.put(text, at, end);
        } else {
            to.putAscii(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            putEscaped(to, text, at, end);
        }
        to.putAscii("</t></is></c>");
    }

    private static boolean plain(byte[] text, int at, int end) {
        if (at < end && (text[at] == ' ' || text[end - 1] == ' ')) {
            return false;
        }
        for (int i = at; i < end; i++) {
            if (SPECIAL[text[i] & 0xff]) {
                return false;
            }
        }
        return true;
    }

    private static void putEscaped(ByteSink to, byte[] text, int at, int end) {
        int copied = at;
        for (int i = at; i < end; i++) {
            if (!SPECIAL[text[i] & 0xff]) {
                continue;
            }
            int taken = needsEscape(text, i, end);
            if (taken > 0) {
                to.put(text, copied, i);
                escape(to, text, i);
                copied = i + taken;
                i += taken - 1;
            }
        }
        to.put(text, copied, end);
    }

    /// Bytes to be replaced; 0 for none.
    private static int needsEscape(byte[] text, int i, int end) {
        return switch (text[i]) {
            case '\t', '\n' -> 0;
            case '_' -> looksEscaped(text, i, end) ? 1 : 0;
            case (byte) 0xef ->
                    i + 2 < end && text[i + 1] == (byte) 0xbf && (text[i + 2] & 0xfe) == 0xbe
                            ? 3
                            : 0;
            default -> 1;
        };
    }

    private static boolean looksEscaped(byte[] text, int i, int end) {
        return i + 6 < end
                && text[i + 1] == 'x'
                && text[i + 6] == '_'
                && Character.digit(text[i + 2], 16) >= 0
                && Character.digit(text[i + 3], 16) >= 0
                && Character.digit(text[i + 4], 16) >= 0
                && Character.digit(text[i + 5], 16) >= 0;
    }

    private static void escape(ByteSink to, byte[] text, int i) {
        switch (text[i]) {
            case '&' -> to.putAscii("&amp;");
            case '<' -> to.putAscii("&lt;");
            case '>' -> to.putAscii("&gt;");
            case (byte) 0xef -> to.putAscii(text[i + 2] == (byte) 0xbe ? "_xFFFE_" : "_xFFFF_");
            default -> {
                to.putAscii("_x00");
                Hex.put(to, text, i, 1);
                to.put('_');
            }
        }
    }

    /// In UTF-16, as spreadsheets count.
    static int characters(byte[] text, int at, int length) {
        int characters = 0;
        for (int i = at; i < at + length; i++) {
            int b = text[i] & 0xff;
            // one for each first byte of a character, another where it lies beyond the first plane
            characters += (b & 0xc0) == 0x80 ? 0 : b >= 0xf0 ? 2 : 1;
        }
        return characters;
    }
}
