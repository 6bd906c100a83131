package dev.sluice.exports.parquet;

import dev.sluice.exports.values.PgTypes;
import java.util.function.Function;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.UUIDType;
import org.jspecify.annotations.Nullable;

/// Which PostgreSQL types have a Parquet type of their own. Every other type travels as PostgreSQL's
/// text, because its binary form means nothing outside the server.
final class ColumnTypes {
    /// What a Parquet type means: the logical type, and the older annotation that says it to older
    /// readers.
    private record Meaning(LogicalType logical, @Nullable ConvertedType converted) {}

    /// A Parquet type and the decoder of its values.
    ///
    /// @param length of a fixed-length type, else 0
    record ValueType(
            Type physical,
            int length,
            @Nullable Meaning meaning,
            Order order,
            Function<DictionaryMemory, Values> values) {

        /// Always optional: a NOT NULL column gives nulls on the far side of an outer join.
        SchemaElement named(String name) {
            var element = new SchemaElement(name).setType(physical);
            element.setRepetition_type(FieldRepetitionType.OPTIONAL);
            if (length > 0) {
                element.setType_length(length);
            }
            if (meaning != null) {
                element.setLogicalType(meaning.logical);
                if (meaning.converted != null) {
                    element.setConverted_type(meaning.converted);
                }
                if (meaning.logical.isSetDECIMAL()) {
                    var decimal = meaning.logical.getDECIMAL();
                    element.setPrecision(decimal.getPrecision()).setScale(decimal.getScale());
                }
            }
            return element;
        }

        Values decoder(DictionaryMemory memory) {
            return values.apply(memory);
        }
    }

    private static final Meaning STRING =
            new Meaning(LogicalType.STRING(new StringType()), ConvertedType.UTF8);
    private static final Meaning JSON =
            new Meaning(LogicalType.JSON(new JsonType()), ConvertedType.JSON);
    private static final Meaning DATE =
            new Meaning(LogicalType.DATE(new DateType()), ConvertedType.DATE);
    private static final Meaning UUID = new Meaning(LogicalType.UUID(new UUIDType()), null);

    static final ValueType TEXT = text(STRING, 0);

    private ColumnTypes() {}

    /// @param oid PostgreSQL's id of the type
    /// @return null where the type travels as text
    static @Nullable ValueType of(int oid, int typmod) {
        return switch (oid) {
            case PgTypes.BOOL ->
                    new ValueType(Type.BOOLEAN, 0, null, Order.BYTES, _ -> new BooleanValues());
            case PgTypes.BYTEA ->
                    new ValueType(Type.BYTE_ARRAY, 0, null, Order.BYTES, BytesValues::ofAnyLength);
            case PgTypes.NAME, PgTypes.TEXT, PgTypes.BPCHAR, PgTypes.VARCHAR -> TEXT;
            case PgTypes.INT8 -> int64(integer(64, ConvertedType.INT_64), NumberForm.INT8);
            case PgTypes.INT2 -> int32(integer(16, ConvertedType.INT_16), NumberForm.INT2);
            case PgTypes.INT4 -> int32(integer(32, ConvertedType.INT_32), NumberForm.INT4);
            case PgTypes.JSON -> text(JSON, 0);
            case PgTypes.FLOAT4 ->
                    new ValueType(
                            Type.FLOAT,
                            0,
                            null,
                            Order.FLOAT,
                            memory -> new NumberValues(NumberForm.INT4, 4, Order.FLOAT, memory));
            case PgTypes.FLOAT8 ->
                    new ValueType(
                            Type.DOUBLE,
                            0,
                            null,
                            Order.DOUBLE,
                            memory -> new NumberValues(NumberForm.INT8, 8, Order.DOUBLE, memory));
            case PgTypes.DATE -> int32(DATE, NumberForm.DATE);
            case PgTypes.TIME -> int64(time(), NumberForm.INT8);
            case PgTypes.TIMESTAMP -> int64(timestamp(false), NumberForm.TIMESTAMP);
            case PgTypes.TIMESTAMPTZ -> int64(timestamp(true), NumberForm.TIMESTAMP);
            case PgTypes.NUMERIC -> NumericDecoder.declared(typmod, ColumnTypes::decimal);
            case PgTypes.UUID ->
                    fixed16(UUID, Order.BYTES, m -> BytesValues.ofLength(16, Order.BYTES, m));
            case PgTypes.JSONB -> text(JSON, 1); // jsonb: a version byte, then text
            default -> null;
        };
    }

    private static ValueType text(Meaning meaning, int skipped) {
        return new ValueType(
                Type.BYTE_ARRAY,
                0,
                meaning,
                Order.BYTES,
                memory -> BytesValues.text(skipped, memory));
    }

    private static ValueType int32(Meaning meaning, NumberForm form) {
        return new ValueType(
                Type.INT32,
                0,
                meaning,
                Order.INT32,
                memory -> new NumberValues(form, 4, Order.INT32, memory));
    }

    private static ValueType int64(Meaning meaning, NumberForm form) {
        return new ValueType(
                Type.INT64,
                0,
                meaning,
                Order.INT64,
                memory -> new NumberValues(form, 8, Order.INT64, memory));
    }

    private static ValueType fixed16(
            Meaning meaning, Order order, Function<DictionaryMemory, Values> values) {
        return new ValueType(Type.FIXED_LEN_BYTE_ARRAY, 16, meaning, order, values);
    }

    private static Meaning integer(int bits, ConvertedType converted) {
        return new Meaning(LogicalType.INTEGER(new IntType((byte) bits, true)), converted);
    }

    private static Meaning time() {
        return new Meaning(
                LogicalType.TIME(new TimeType(false, micros())), ConvertedType.TIME_MICROS);
    }

    private static Meaning timestamp(boolean utc) {
        return new Meaning(
                LogicalType.TIMESTAMP(new TimestampType(utc, micros())),
                ConvertedType.TIMESTAMP_MICROS);
    }

    private static TimeUnit micros() {
        return TimeUnit.MICROS(new MicroSeconds());
    }

    private static ValueType decimal(NumericDecoder.Declared declared) {
        var type = new DecimalType(declared.scale(), declared.precision());
        var meaning = new Meaning(LogicalType.DECIMAL(type), ConvertedType.DECIMAL);
        var decoder = new NumericDecoder(declared.precision(), declared.scale());
        if (declared.precision() <= NumericDecoder.LARGEST_IN_INT) {
            return int32(meaning, NumberForm.numeric(decoder));
        }
        if (declared.precision() <= NumericDecoder.LARGEST_IN_LONG) {
            return int64(meaning, NumberForm.numeric(decoder));
        }
        return fixed16(meaning, Order.SIGNED_BYTES, memory -> new DecimalValues(decoder, memory));
    }
}
