package dev.sluice.exports.jsonl;

import dev.sluice.exports.values.ByteSink;
import java.nio.charset.StandardCharsets;

/// Writes UTF-8 as JSON's strings.
final class JsonText {
    private static final byte[] FIGURES = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final boolean[] ESCAPED = new boolean[256];

    static {
        for (int i = 0; i < ' '; i++) {
            ESCAPED[i] = true;
        }
        ESCAPED['"'] = true;
        ESCAPED['\\'] = true;
    }

    private JsonText() {}

    static byte[] quoted(String text) {
        var to = new ByteSink(text.length() + 16);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        put(to, bytes, 0, bytes.length);
        return to.toBytes();
    }

    static void put(ByteSink to, byte[] text, int at, int length) {
        int end = at + length;
        int copied = at;
        to.reserve(length + 2);
        to.put('"');
        for (int i = at; i < end; i++) {
            if (ESCAPED[text[i] & 0xff]) {
                to.put(text, copied, i);
                putEscaped(to, text[i]);
                copied = i + 1;
            }
        }
        to.put(text, copied, end);
        to.put('"');
    }

    private static void putEscaped(ByteSink to, byte b) {
        to.put('\\');
        switch (b) {
            case '"', '\\' -> to.put(b);
            case '\n' -> to.put('n');
            case '\r' -> to.put('r');
            case '\t' -> to.put('t');
            case '\b' -> to.put('b');
            case '\f' -> to.put('f');
            default -> {
                to.putAscii("u00");
                to.put(FIGURES[b >> 4]);
                to.put(FIGURES[b & 15]);
            }
        }
    }

    /// A document of type `json`, which is kept as it was written: its line breaks can only stand
    /// between tokens, where a space is the same.
    static void putDocument(ByteSink to, byte[] text, int at, int length) {
        int start = to.length();
        to.put(text, at, at + length);
        var array = to.array();
        for (int i = start; i < start + length; i++) {
            if (array[i] == '\n' || array[i] == '\r') {
                array[i] = ' ';
            }
        }
    }
}
