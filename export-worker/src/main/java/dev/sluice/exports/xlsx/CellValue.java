package dev.sluice.exports.xlsx;

import dev.sluice.exports.values.ByteSink;
import dev.sluice.exports.values.Hex;
import dev.sluice.exports.values.IsoTimes;
import dev.sluice.exports.values.Numbers;
import dev.sluice.exports.values.PgTypes;
import dev.sluice.exports.values.Wire;
import org.jspecify.annotations.Nullable;

/// Writes what stands behind a cell's reference, for a value that is not NULL.
///
/// A spreadsheet has doubles only: a number that is not exact in one becomes text, and so does a day
/// that it does not know (before 1900-03-01, after 9999) and what is no number or no time at all.
@FunctionalInterface
interface CellValue {
    void put(ByteSink to, byte[] row, int at, int length);

    /// @return null where the binary form means nothing outside the server; [CellText#put] is for text
    static @Nullable CellValue of(int oid) {
        return switch (oid) {
            case PgTypes.BOOL -> CellValue::putBoolean;
            case PgTypes.BYTEA -> CellValue::putBytes;
            case PgTypes.NAME, PgTypes.TEXT, PgTypes.BPCHAR, PgTypes.VARCHAR, PgTypes.JSON ->
                    CellText::put;
            // a version byte, then text
            case PgTypes.JSONB ->
                    (to, row, at, length) -> CellText.put(to, row, at + 1, length - 1);
            case PgTypes.INT2 -> of(2, (to, row, at) -> putWhole(to, Wire.int2(row, at)));
            case PgTypes.INT4 -> of(4, (to, row, at) -> putWhole(to, Wire.int4(row, at)));
            case PgTypes.INT8 -> of(8, (to, row, at) -> putWhole(to, Wire.int8(row, at)));
            case PgTypes.OID ->
                    of(4, (to, row, at) -> putWhole(to, Wire.int4(row, at) & 0xffff_ffffL));
            case PgTypes.FLOAT4 ->
                    of(4, (to, row, at) -> CellNumbers.put(to, Wire.float4(row, at)));
            case PgTypes.FLOAT8 ->
                    of(8, (to, row, at) -> CellNumbers.put(to, Wire.float8(row, at)));
            case PgTypes.NUMERIC -> CellNumbers::putNumeric;
            case PgTypes.DATE -> of(4, (to, row, at) -> CellTimes.putDate(to, Wire.int4(row, at)));
            case PgTypes.TIME -> of(8, (to, row, at) -> CellTimes.putTime(to, Wire.int8(row, at)));
            case PgTypes.TIMESTAMP ->
                    of(8, (to, row, at) -> CellTimes.putTimestamp(to, Wire.int8(row, at), false));
            case PgTypes.TIMESTAMPTZ ->
                    of(8, (to, row, at) -> CellTimes.putTimestamp(to, Wire.int8(row, at), true));
            case PgTypes.TIMETZ ->
                    of(
                            12,
                            (to, row, at) ->
                                    putText(
                                            to,
                                            text ->
                                                    IsoTimes.putZonedTime(
                                                            text,
                                                            Wire.int8(row, at),
                                                            Wire.int4(row, at + 8))));
            case PgTypes.UUID ->
                    of(16, (to, row, at) -> putText(to, text -> Hex.putUuid(text, row, at)));
            default -> null;
        };
    }

    /// A value whose length its type fixes.
    @FunctionalInterface
    interface Fixed {
        void put(ByteSink to, byte[] row, int at);
    }

    /// Text without anything that XML would mind.
    @FunctionalInterface
    interface PlainText {
        void put(ByteSink to);
    }

    private static CellValue of(int bytes, Fixed value) {
        return (to, row, at, length) -> {
            Wire.requireLength(bytes, length);
            value.put(to, row, at);
        };
    }

    static void putText(ByteSink to, PlainText text) {
        to.putAscii(" t=\"inlineStr\"><is><t>");
        text.put(to);
        to.putAscii("</t></is></c>");
    }

    private static void putBoolean(ByteSink to, byte[] row, int at, int length) {
        Wire.requireLength(1, length);
        to.putAscii(row[at] == 0 ? " t=\"b\"><v>0</v></c>" : " t=\"b\"><v>1</v></c>");
    }

    private static void putBytes(ByteSink to, byte[] row, int at, int length) {
        putText(
                to,
                text -> {
                    text.putAscii("\\x");
                    Hex.put(text, row, at, length);
                });
    }

    private static void putWhole(ByteSink to, long value) {
        if (Math.abs(value) > 1L << 53 || value == Long.MIN_VALUE) {
            putText(to, text -> Numbers.put(text, value));
        } else {
            to.putAscii("><v>");
            Numbers.put(to, value);
            to.putAscii("</v></c>");
        }
    }
}
