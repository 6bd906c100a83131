package dev.sluice.exports.parquet;

import dev.sluice.exports.values.Wire;

/// The forms in which PostgreSQL sends numbers, dates and times.
///
/// One class with a switch: each value of each row comes through here, and a call that has to be looked up
/// in a table of classes takes longer than the decoding.
final class NumberForm {
    static final NumberForm INT2 = new NumberForm(Kind.INT2);
    static final NumberForm INT4 = new NumberForm(Kind.INT4);
    static final NumberForm INT8 = new NumberForm(Kind.INT8);
    static final NumberForm DATE = new NumberForm(Kind.DATE);
    static final NumberForm TIMESTAMP = new NumberForm(Kind.TIMESTAMP);

    private static final NumericDecoder NONE = new NumericDecoder(0, 0);

    private enum Kind {
        INT2,
        INT4,
        INT8,
        DATE,
        TIMESTAMP,
        NUMERIC
    }

    private final Kind kind;
    private final NumericDecoder numeric;

    private NumberForm(Kind kind) {
        this(kind, NONE);
    }

    private NumberForm(Kind kind, NumericDecoder numeric) {
        this.kind = kind;
        this.numeric = numeric;
    }

    /// @param decoder for a precision of at most 18
    static NumberForm numeric(NumericDecoder decoder) {
        return new NumberForm(Kind.NUMERIC, decoder);
    }

    long decode(byte[] row, int at, int length) {
        return switch (kind) {
            case INT2 -> {
                Wire.requireLength(2, length);
                yield Wire.int2(row, at);
            }
            case INT4 -> {
                Wire.requireLength(4, length);
                yield Wire.int4(row, at);
            }
            case INT8 -> {
                Wire.requireLength(8, length);
                yield Wire.int8(row, at);
            }
            case DATE -> Times.date(row, at, length);
            case TIMESTAMP -> Times.timestamp(row, at, length);
            case NUMERIC -> numeric.decodeLong(row, at, length);
        };
    }
}
