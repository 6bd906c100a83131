package dev.sluice.exports.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.sluice.exports.values.Decimals;
import dev.sluice.exports.values.PgTypes;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;
import org.jspecify.annotations.Nullable;

/// Which PostgreSQL types have an Arrow type of their own. Every other type travels as PostgreSQL's text,
/// because its binary form means nothing outside the server.
///
/// @param id of the union in the schema
/// @param table writes the type's own table
/// @param extension a canonical extension type's name; null for none
record ArrowType(
        byte id,
        ToIntFunction<FlatBufferBuilder> table,
        Supplier<Vector> vector,
        @Nullable String extension) {
    static final ArrowType TEXT = text(null, 0);

    private static final int DECIMAL128_DIGITS = 38;
    private static final int DECIMAL256_DIGITS = 76;

    /// @return null where the type travels as text
    static @Nullable ArrowType of(int oid, int typmod) {
        return switch (oid) {
            case PgTypes.BOOL -> type(Type.Bool, ArrowType::bool, BooleanVector::new);
            case PgTypes.BYTEA -> type(Type.Binary, ArrowType::binary, () -> new BytesVector(0));
            case PgTypes.NAME, PgTypes.TEXT, PgTypes.BPCHAR, PgTypes.VARCHAR -> TEXT;
            case PgTypes.INT2 ->
                    fixed(Type.Int, b -> Int.createInt(b, 16, true), 2, Decoders::int2);
            case PgTypes.INT4 ->
                    fixed(Type.Int, b -> Int.createInt(b, 32, true), 4, Decoders::int4);
            case PgTypes.INT8 ->
                    fixed(Type.Int, b -> Int.createInt(b, 64, true), 8, Decoders::int8);
            case PgTypes.FLOAT4 -> floating(Precision.SINGLE, 4, Decoders::int4);
            case PgTypes.FLOAT8 -> floating(Precision.DOUBLE, 8, Decoders::int8);
            case PgTypes.JSON -> text("arrow.json", 0);
            case PgTypes.JSONB -> text("arrow.json", 1); // a version byte, then text
            case PgTypes.DATE ->
                    fixed(Type.Date, b -> Date.createDate(b, DateUnit.DAY), 4, Decoders::date);
            case PgTypes.TIME ->
                    fixed(
                            Type.Time,
                            b -> Time.createTime(b, TimeUnit.MICROSECOND, 64),
                            8,
                            Decoders::int8);
            case PgTypes.TIMESTAMP -> timestamp(null);
            case PgTypes.TIMESTAMPTZ -> timestamp("UTC");
            case PgTypes.NUMERIC -> decimal(typmod);
            case PgTypes.UUID ->
                    new ArrowType(
                            Type.FixedSizeBinary,
                            b -> FixedSizeBinary.createFixedSizeBinary(b, 16),
                            () -> new FixedVector(16, Decoders::uuid),
                            "arrow.uuid");
            default -> null;
        };
    }

    private static ArrowType type(
            byte id, ToIntFunction<FlatBufferBuilder> table, Supplier<Vector> vector) {
        return new ArrowType(id, table, vector, null);
    }

    private static ArrowType fixed(
            byte id,
            ToIntFunction<FlatBufferBuilder> table,
            int width,
            FixedVector.Decoder decoder) {
        return type(id, table, () -> new FixedVector(width, decoder));
    }

    private static ArrowType text(@Nullable String extension, int skipped) {
        return new ArrowType(Type.Utf8, ArrowType::utf8, () -> new BytesVector(skipped), extension);
    }

    private static ArrowType floating(short precision, int width, FixedVector.Decoder decoder) {
        return fixed(
                Type.FloatingPoint,
                b -> FloatingPoint.createFloatingPoint(b, precision),
                width,
                decoder);
    }

    private static ArrowType timestamp(@Nullable String zone) {
        return fixed(
                Type.Timestamp,
                b ->
                        Timestamp.createTimestamp(
                                b, TimeUnit.MICROSECOND, zone == null ? 0 : b.createString(zone)),
                8,
                Decoders::timestamp);
    }

    private static @Nullable ArrowType decimal(int typmod) {
        var declared = Decimals.declared(typmod, DECIMAL256_DIGITS);
        if (declared == null) {
            return null;
        }
        int bytes = declared.precision() <= DECIMAL128_DIGITS ? 16 : 32;
        return type(
                Type.Decimal,
                b -> Decimal.createDecimal(b, declared.precision(), declared.scale(), 8 * bytes),
                () -> {
                    var decimals = new Decimals(declared.precision(), declared.scale(), bytes);
                    return new FixedVector(bytes, decimals::decode);
                });
    }

    private static int bool(FlatBufferBuilder builder) {
        Bool.startBool(builder);
        return Bool.endBool(builder);
    }

    private static int utf8(FlatBufferBuilder builder) {
        Utf8.startUtf8(builder);
        return Utf8.endUtf8(builder);
    }

    private static int binary(FlatBufferBuilder builder) {
        Binary.startBinary(builder);
        return Binary.endBinary(builder);
    }
}
