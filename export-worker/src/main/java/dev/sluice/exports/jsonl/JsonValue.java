package dev.sluice.exports.jsonl;

import static dev.sluice.exports.values.PgTypes.elementOid;

import dev.sluice.exports.values.ArrayTaker;
import dev.sluice.exports.values.ByteSink;
import dev.sluice.exports.values.Hex;
import dev.sluice.exports.values.IsoTimes;
import dev.sluice.exports.values.Numbers;
import dev.sluice.exports.values.PgTypes;
import dev.sluice.exports.values.Wire;
import dev.sluice.sources.reading.ResultColumn;
import org.jspecify.annotations.Nullable;

/// Writes a value that is not NULL as JSON, by the contract's "Values".
@FunctionalInterface
interface JsonValue {
    void put(ByteSink to, byte[] row, int at, int length);

    /// Whether the source must send the column as text.
    static boolean needsText(ResultColumn column) {
        return ofBinary(column.oid()) == null && ofBinary(elementOid(column.oid())) == null;
    }

    static JsonValue of(ResultColumn column) {
        var single = ofBinary(column.oid());
        if (single != null) {
            return single;
        }
        var element = ofBinary(elementOid(column.oid()));
        if (element != null) {
            return (to, row, at, length) ->
                    ArrayTaker.walk(row, at, length, new Elements(to, element));
        }
        return column.type().endsWith("[]")
                ? new JsonArrayText(column.type().substring(0, column.type().length() - 2))
                : JsonText::put;
    }

    /// @return null where the binary form means nothing outside the server
    private static @Nullable JsonValue ofBinary(int oid) {
        return switch (oid) {
            case PgTypes.BOOL ->
                    of(1, (to, row, at) -> to.putAscii(row[at] == 0 ? "false" : "true"));
            case PgTypes.BYTEA -> JsonValue::putBytes;
            case PgTypes.NAME, PgTypes.TEXT, PgTypes.BPCHAR, PgTypes.VARCHAR -> JsonText::put;
            case PgTypes.INT2 -> of(2, (to, row, at) -> Numbers.put(to, Wire.int2(row, at)));
            case PgTypes.INT4 -> of(4, (to, row, at) -> Numbers.put(to, Wire.int4(row, at)));
            case PgTypes.INT8 -> of(8, (to, row, at) -> Numbers.put(to, Wire.int8(row, at)));
            case PgTypes.OID ->
                    of(4, (to, row, at) -> Numbers.put(to, Wire.int4(row, at) & 0xffff_ffffL));
            case PgTypes.JSON -> JsonText::putDocument;
            // a version byte, then text
            case PgTypes.JSONB ->
                    (to, row, at, length) -> JsonText.putDocument(to, row, at + 1, length - 1);
            case PgTypes.FLOAT4 -> of(4, JsonValue::putFloat);
            case PgTypes.FLOAT8 -> of(8, JsonValue::putDouble);
            case PgTypes.NUMERIC -> JsonValue::putNumeric;
            case PgTypes.DATE ->
                    quoted(4, (to, row, at) -> IsoTimes.putDate(to, Wire.int4(row, at)));
            case PgTypes.TIME ->
                    quoted(8, (to, row, at) -> IsoTimes.putTime(to, Wire.int8(row, at)));
            case PgTypes.TIMETZ ->
                    quoted(
                            12,
                            (to, row, at) ->
                                    IsoTimes.putZonedTime(
                                            to, Wire.int8(row, at), Wire.int4(row, at + 8)));
            case PgTypes.TIMESTAMP ->
                    quoted(
                            8,
                            (to, row, at) -> IsoTimes.putTimestamp(to, Wire.int8(row, at), false));
            case PgTypes.TIMESTAMPTZ ->
                    quoted(8, (to, row, at) -> IsoTimes.putTimestamp(to, Wire.int8(row, at), true));
            case PgTypes.UUID -> quoted(16, Hex::putUuid);
            default -> null;
        };
    }

    /// A value whose length its type fixes.
    @FunctionalInterface
    interface Fixed {
        void put(ByteSink to, byte[] row, int at);
    }

    private static JsonValue of(int bytes, Fixed value) {
        return (to, row, at, length) -> {
            Wire.requireLength(bytes, length);
            value.put(to, row, at);
        };
    }

    private static JsonValue quoted(int bytes, Fixed value) {
        return (to, row, at, length) -> {
            Wire.requireLength(bytes, length);
            to.put('"');
            value.put(to, row, at);
            to.put('"');
        };
    }

    private static void putFloat(ByteSink to, byte[] row, int at) {
        float value = Wire.float4(row, at);
        boolean finite = Float.isFinite(value);
        quoteUnless(finite, to);
        Numbers.put(to, value);
        quoteUnless(finite, to);
    }

    private static void putDouble(ByteSink to, byte[] row, int at) {
        double value = Wire.float8(row, at);
        boolean finite = Double.isFinite(value);
        quoteUnless(finite, to);
        Numbers.put(to, value);
        quoteUnless(finite, to);
    }

    private static void putNumeric(ByteSink to, byte[] row, int at, int length) {
        boolean finite = Numbers.isFinite(row, at, length);
        quoteUnless(finite, to);
        Numbers.putNumeric(to, row, at, length);
        quoteUnless(finite, to);
    }

    /// JSON knows no NaN and no infinities.
    private static void quoteUnless(boolean finite, ByteSink to) {
        if (!finite) {
            to.put('"');
        }
    }

    private static void putBytes(ByteSink to, byte[] row, int at, int length) {
        to.putAscii("\"\\\\x");
        Hex.put(to, row, at, length);
        to.put('"');
    }

    /// Elements of an array.
    record Elements(ByteSink to, JsonValue element) implements ArrayTaker {
        @Override
        public void begin() {
            to.put('[');
        }

        @Override
        public void element(boolean first, byte[] row, int at, int length) {
            if (!first) {
                to.put(',');
            }
            if (length < 0) {
                to.putAscii("null");
            } else {
                element.put(to, row, at, length);
            }
        }

        @Override
        public void next() {
            to.put(',');
        }

        @Override
        public void end() {
            to.put(']');
        }
    }
}
