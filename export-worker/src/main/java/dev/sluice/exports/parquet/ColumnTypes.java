package dev.sluice.exports.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.function.Supplier;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/// Which PostgreSQL types have a Parquet type of their own. Every other type travels as PostgreSQL's
/// text, because its binary form means nothing outside the server.
final class ColumnTypes {
    /// A Parquet type and the decoder of its values.
    ///
    /// @param length of a fixed-length type, else 0
    record ValueType(
            PrimitiveTypeName primitive,
            int length,
            @Nullable LogicalTypeAnnotation logical,
            Supplier<Values> values) {

        /// Always optional: a NOT NULL column gives nulls on the far side of an outer join.
        Type named(String name) {
            var type = Types.optional(primitive);
            if (length > 0) {
                type.length(length);
            }
            return (logical == null ? type : type.as(logical)).named(name);
        }
    }

    static final ValueType TEXT = new ValueType(BINARY, 0, stringType(), BytesValues::ofAnyLength);

    private ColumnTypes() {}

    /// @param oid PostgreSQL's id of the type; ids below 10,000 are the same in every database
    /// @return null where the type travels as text
    static @Nullable ValueType of(int oid, int typmod) {
        return switch (oid) {
            case 16 -> new ValueType(BOOLEAN, 0, null, BooleanValues::new);
            case 17 -> new ValueType(BINARY, 0, null, BytesValues::ofAnyLength);
            case 19, 25, 1042, 1043 -> TEXT; // name, text, char(n), varchar
            case 20 -> new ValueType(INT64, 0, intType(64, true), () -> longs(ColumnTypes::int8));
            case 21 -> new ValueType(INT32, 0, intType(16, true), () -> ints(ColumnTypes::int2));
            case 23 -> new ValueType(INT32, 0, intType(32, true), () -> ints(ColumnTypes::int4));
            case 114 -> new ValueType(BINARY, 0, jsonType(), BytesValues::ofAnyLength);
            case 700 -> new ValueType(FLOAT, 0, null, FloatValues::new);
            case 701 -> new ValueType(DOUBLE, 0, null, DoubleValues::new);
            case 1082 -> new ValueType(INT32, 0, dateType(), () -> ints(Times::date));
            case 1083 -> time(timeType(false, TimeUnit.MICROS));
            case 1114 -> timestamp(timestampType(false, TimeUnit.MICROS));
            case 1184 -> timestamp(timestampType(true, TimeUnit.MICROS));
            case 1700 -> NumericDecoder.declared(typmod, ColumnTypes::decimal);
            case 2950 ->
                    new ValueType(
                            FIXED_LEN_BYTE_ARRAY, 16, uuidType(), () -> BytesValues.ofLength(16));
            // jsonb: a version byte, then text
            case 3802 -> new ValueType(BINARY, 0, jsonType(), () -> BytesValues.behindPrefix(1));
            default -> null;
        };
    }

    /// The id of an array's elements where both have Parquet types, else 0.
    static int elementOid(int oid) {
        return switch (oid) {
            case 199 -> 114;
            case 1000 -> 16;
            case 1001 -> 17;
            case 1003 -> 19;
            case 1005 -> 21;
            case 1007 -> 23;
            case 1009 -> 25;
            case 1014 -> 1042;
            case 1015 -> 1043;
            case 1016 -> 20;
            case 1021 -> 700;
            case 1022 -> 701;
            case 1115 -> 1114;
            case 1182 -> 1082;
            case 1183 -> 1083;
            case 1185 -> 1184;
            case 1231 -> 1700;
            case 2951 -> 2950;
            case 3807 -> 3802;
            default -> 0;
        };
    }

    private static ValueType time(LogicalTypeAnnotation logical) {
        return new ValueType(INT64, 0, logical, () -> longs(Times::time));
    }

    private static ValueType timestamp(LogicalTypeAnnotation logical) {
        return new ValueType(INT64, 0, logical, () -> longs(Times::timestamp));
    }

    private static ValueType decimal(NumericDecoder.Declared declared) {
        var logical = decimalType(declared.scale(), declared.precision());
        var decoder = new NumericDecoder(declared.precision(), declared.scale());
        if (declared.precision() <= NumericDecoder.LARGEST_IN_INT) {
            return new ValueType(INT32, 0, logical, () -> ints(decoder::decodeInt));
        }
        if (declared.precision() <= NumericDecoder.LARGEST_IN_LONG) {
            return new ValueType(INT64, 0, logical, () -> longs(decoder::decodeLong));
        }
        return new ValueType(FIXED_LEN_BYTE_ARRAY, 16, logical, () -> new DecimalValues(decoder));
    }

    private static Values ints(IntValues.Decoder decoder) {
        return new IntValues(decoder);
    }

    private static Values longs(LongValues.Decoder decoder) {
        return new LongValues(decoder);
    }

    private static int int2(byte[] row, int at, int length) {
        Wire.requireLength(2, length);
        return Wire.int2(row, at);
    }

    private static int int4(byte[] row, int at, int length) {
        Wire.requireLength(4, length);
        return Wire.int4(row, at);
    }

    private static long int8(byte[] row, int at, int length) {
        Wire.requireLength(8, length);
        return Wire.int8(row, at);
    }
}
