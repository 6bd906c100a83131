package dev.sluice.sources.guard;

import java.nio.charset.StandardCharsets;

/// What PostgreSQL takes for names and numbers (PostgreSQL documentation, "Identifiers and Key Words"),
/// as far as it is let through.
final class Characters {
    private static final int NAME_BYTES = 63;

    private Characters() {}

    /// PostgreSQL cuts longer names silently, which could make two names one.
    static String truncated(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= NAME_BYTES) {
            return name;
        }
        int end = NAME_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /// Folds ASCII only, as a server with a multi-byte encoding does.
    static String folded(String word) {
        var folded = new StringBuilder(word);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAsciiLetterOrDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// Every letter beyond ASCII, but no space, mark or control that looks like nothing: PostgreSQL
    /// would take those as part of a name, a reader would not see them.
    static boolean isNameStart(char c) {
        return c < 0x80
                ? c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                : Character.isLetter(c) || Character.isSurrogate(c);
    }

    static boolean isNamePart(char c) {
        return isNameStart(c)
                || isDigit(c)
                || c == '$'
                || (c >= 0x80
                        && (Character.isDigit(c)
                                || Character.getType(c) == Character.NON_SPACING_MARK));
    }

    static boolean isCharacter(int code) {
        return Character.isDefined(code)
                && (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE);
    }
}
