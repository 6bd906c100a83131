package dev.sluice.exports.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.exports.parquet.Bounds.Bound;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bounds of bytes that are short enough for a footer, and still bounds.
final class ShortBound {
    static final int LONGEST = 64;

    private static final int MALFORMED = 0xFFFD;
    private static final int FIRST_SURROGATE = 0xD800;
    private static final int BEHIND_SURROGATES = 0xE000;

    private ShortBound() {}

    /// The value or its beginning, which is below it.
    ///
    /// @param text whether it must stay UTF-8
    static Bound below(byte[] from, int start, int length, boolean text) {
        int kept = kept(from, start, length, text);
        return new Bound(Arrays.copyOfRange(from, start, start + kept), kept == length);
    }

    /// The value, or the first short one above all that begin like it; null where there is none.
    static @Nullable Bound above(byte[] from, int start, int length, boolean text) {
        int kept = kept(from, start, length, text);
        var beginning = Arrays.copyOfRange(from, start, start + kept);
        if (kept == length) {
            return new Bound(beginning, true);
        }
        var next = text ? nextText(beginning) : nextBytes(beginning);
        return next == null ? null : new Bound(next, false);
    }

    private static int kept(byte[] from, int start, int length, boolean text) {
        if (length <= LONGEST) {
            return length;
        }
        int kept = LONGEST;
        while (text && kept > 0 && continues(from[start + kept])) {
            kept--;
        }
        return kept;
    }

    private static boolean continues(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private static byte @Nullable [] nextBytes(byte[] bytes) {
        for (int last = bytes.length - 1; last >= 0; last--) {
            if (bytes[last] != (byte) 0xff) {
                var next = Arrays.copyOf(bytes, last + 1);
                next[last]++;
                return next;
            }
        }
        return null;
    }

    /// The last character that has a next one becomes that; what stood behind it goes.
    private static byte @Nullable [] nextText(byte[] text) {
        int end = text.length;
        while (end > 0) {
            int start = end - 1;
            while (start > 0 && continues(text[start])) {
                start--;
            }
            var character = new String(text, start, end - start, UTF_8);
            int codePoint = character.codePointAt(0);
            if (codePoint == MALFORMED || character.length() != Character.charCount(codePoint)) {
                return null; // a database without an encoding holds any bytes
            }
            int next = codePoint + 1;
            if (next == FIRST_SURROGATE) {
                next = BEHIND_SURROGATES;
            }
            if (next <= Character.MAX_CODE_POINT) {
                var encoded = Character.toString(next).getBytes(UTF_8);
                var longer = Arrays.copyOf(text, start + encoded.length);
                System.arraycopy(encoded, 0, longer, start, encoded.length);
                return longer;
            }
            end = start;
        }
        return null;
    }
}
