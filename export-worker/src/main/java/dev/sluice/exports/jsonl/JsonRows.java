package dev.sluice.exports.jsonl;

import dev.sluice.exports.lines.LineEncoder;
import dev.sluice.exports.lines.LinePieces;
import dev.sluice.exports.values.ByteSink;
import dev.sluice.exports.values.FieldTaker;
import dev.sluice.exports.values.UniqueNames;
import dev.sluice.sources.reading.ResultColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Rows of binary COPY as objects, a line each.
final class JsonRows extends LineEncoder implements FieldTaker {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final ByteSink sink;
    private final JsonValue[] values;

    /// What stands before each value: `{"a":`, `,"b":`.
    private final byte[][] keys;

    JsonRows(LinePieces pieces, List<ResultColumn> columns) {
        super(pieces);
        sink = pieces.sink();
        values = columns.stream().map(JsonValue::of).toArray(JsonValue[]::new);
        var names = UniqueNames.of(columns);
        keys = new byte[values.length][];
        for (int i = 0; i < keys.length; i++) {
            var key = new ByteSink(64);
            key.put(i == 0 ? '{' : ',');
            key.put(JsonText.quoted(names.get(i)));
            key.put(':');
            keys[i] = key.toBytes();
        }
    }

    @Override
    public void add(byte[] message, int start, int end) {
        if (values.length == 0) {
            sink.put('{');
        }
        FieldTaker.walk(message, start, end, values.length, this);
        sink.put('}');
        sink.put('\n');
        pieces.rowEnded();
    }

    @Override
    public void take(int column, byte[] row, int at, int length) {
        sink.put(keys[column]);
        if (length < 0) {
            sink.put(NULL);
        } else {
            values[column].put(sink, row, at, length);
        }
    }
}
