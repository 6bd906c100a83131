package dev.sluice.exports.jsonl;

import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.exports.values.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/// Arrays whose elements have no binary form of use, from PostgreSQL's text form (documentation, "Array
/// Input and Output Syntax"): `{1,NULL,"a \"quoted\" one"}`, nested for more dimensions, with `[0:2]=`
/// before it where the lower bound is not 1.
final class JsonArrayText implements JsonValue {
    private static final Set<String> NUMBERS =
            Set.of("int2", "int4", "int8", "oid", "float4", "float8", "numeric");
    private static final Pattern JSON_NUMBER =
            Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final boolean numbers;
    private final boolean booleans;
    private final byte delimiter;

    /// @param element the type's name, of a domain that of its base
    JsonArrayText(String element) {
        numbers = NUMBERS.contains(element);
        booleans = element.equals("bool");
        // the only type that brings a delimiter of its own
        delimiter = (byte) (element.equals("box") ? ';' : ',');
    }

    @Override
    public void put(ByteSink to, byte[] row, int at, int length) {
        int end = at + length;
        int i = at;
        if (length > 0 && row[at] == '[') {
            while (i < end && row[i] != '{') {
                i++;
            }
        }
        var element = new ByteSink(64);
        while (i < end) {
            byte b = row[i];
            if (b == '{' || b == '}' || b == delimiter) {
                to.put(b == '{' ? '[' : b == '}' ? ']' : ',');
                i++;
            } else {
                element.length(0);
                i = b == '"' ? quoted(row, i, end, element) : plain(row, i, end, element);
                putElement(to, element, b == '"');
            }
        }
    }

    private static int quoted(byte[] row, int start, int end, ByteSink element) {
        int i = start + 1;
        while (i < end && row[i] != '"') {
            if (row[i] == '\\') {
                i++;
            }
            element.put(row[i++]);
        }
        if (i >= end) {
            throw BrokenStream.because("holds an array's text with an open quote");
        }
        return i + 1;
    }

    private int plain(byte[] row, int start, int end, ByteSink element) {
        int i = start;
        while (i < end && row[i] != delimiter && row[i] != '}') {
            i++;
        }
        element.put(row, start, i);
        return i;
    }

    private void putElement(ByteSink to, ByteSink element, boolean wasQuoted) {
        if (!wasQuoted && (numbers || booleans || element.length() == 4)) {
            var word = new String(element.array(), 0, element.length(), StandardCharsets.UTF_8);
            if (word.equals("NULL")) {
                to.putAscii("null");
                return;
            }
            if (numbers && JSON_NUMBER.matcher(word).matches()) {
                to.putAscii(word);
                return;
            }
            if (booleans && (word.equals("t") || word.equals("f"))) {
                to.putAscii(word.equals("t") ? "true" : "false");
                return;
            }
        }
        JsonText.put(to, element.array(), 0, element.length());
    }
}
