package dev.sluice.exports;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.parquet.example.data.Group;
import org.jspecify.annotations.Nullable;

/// A column that tests fill without a database: what COPY would send for a value, and how each reader
/// is asked for its text.
///
/// @param name of the column
/// @param value text of row `i`; null for null
/// @param wire PostgreSQL's binary form of a text
/// @param duck DuckDB's expression for the text
/// @param group parquet-java's value as text
/// @param script the text's name in `hyparquet.mjs`
record ParquetKind(
        String name,
        int oid,
        int typmod,
        IntFunction<@Nullable String> value,
        Function<String, byte[]> wire,
        String duck,
        Function<Group, String> group,
        String script) {

    static ParquetKind bool(String name, IntFunction<@Nullable String> value) {
        return new ParquetKind(
                name,
                16,
                -1,
                value,
                text -> new byte[] {(byte) (text.equals("true") ? 1 : 0)},
                "%s::varchar",
                row -> String.valueOf(row.getBoolean(name, 0)),
                "plain");
    }

    static ParquetKind int4(String name, IntFunction<@Nullable String> value) {
        return new ParquetKind(
                name,
                23,
                -1,
                value,
                text -> int4(Integer.parseInt(text)),
                "%s::varchar",
                row -> String.valueOf(row.getInteger(name, 0)),
                "plain");
    }

    static ParquetKind int8(String name, IntFunction<@Nullable String> value) {
        return micros(name, 20, value, "%s::varchar");
    }

    /// A time or timestamp; the text is microseconds of Parquet's epoch.
    static ParquetKind micros(
            String name, int oid, IntFunction<@Nullable String> value, String duck) {
        long before = oid == 1114 || oid == 1184 ? 10_957L * 86_400_000_000L : 0;
        return new ParquetKind(
                name,
                oid,
                -1,
                value,
                text -> int8(Long.parseLong(text) - before),
                duck,
                row -> String.valueOf(row.getLong(name, 0)),
                "plain");
    }

    /// The text is days of Parquet's epoch.
    static ParquetKind date(String name, IntFunction<@Nullable String> value) {
        return new ParquetKind(
                name,
                1082,
                -1,
                value,
                text -> int4(Integer.parseInt(text) - 10_957),
                "datediff('day', DATE '1970-01-01', %s)::varchar",
                row -> String.valueOf(row.getInteger(name, 0)),
                "plain");
    }

    static ParquetKind float8(String name, IntFunction<@Nullable String> value) {
        return new ParquetKind(
                name,
                701,
                -1,
                value,
                text -> int8(Double.doubleToRawLongBits(Double.parseDouble(text))),
                "%s::varchar",
                row -> String.valueOf(row.getDouble(name, 0)),
                "plain");
    }

    static ParquetKind float4(String name, IntFunction<@Nullable String> value) {
        return new ParquetKind(
                name,
                700,
                -1,
                value,
                text -> int4(Float.floatToRawIntBits(Float.parseFloat(text))),
                "%s::varchar",
                row -> String.valueOf(row.getFloat(name, 0)),
                "plain");
    }

    /// `numeric(precision, 2)`
    static ParquetKind decimal(String name, int precision, IntFunction<@Nullable String> value) {
        Function<Group, BigInteger> unscaled =
                row ->
                        precision <= 9
                                ? BigInteger.valueOf(row.getInteger(name, 0))
                                : precision <= 18
                                        ? BigInteger.valueOf(row.getLong(name, 0))
                                        : new BigInteger(row.getBinary(name, 0).getBytes());
        return new ParquetKind(
                name,
                1700,
                (precision << 16 | 2) + 4,
                value,
                text -> numeric(new BigDecimal(text)),
                "%s::varchar",
                row -> new BigDecimal(unscaled.apply(row), 2).toPlainString(),
                "decimal2");
    }

    static ParquetKind text(String name, IntFunction<@Nullable String> value) {
        return new ParquetKind(
                name,
                25,
                -1,
                value,
                text -> text.getBytes(StandardCharsets.UTF_8),
                "%s",
                row -> row.getString(name, 0),
                "plain");
    }

    static ParquetKind json(String name, IntFunction<@Nullable String> value) {
        return new ParquetKind(
                name,
                3802,
                -1,
                value,
                text -> ("\1" + text).getBytes(StandardCharsets.UTF_8),
                "%s::varchar",
                row -> row.getString(name, 0),
                "json");
    }

    static ParquetKind bytea(String name, IntFunction<@Nullable String> value) {
        return new ParquetKind(
                name,
                17,
                -1,
                value,
                HexFormat.of()::parseHex,
                "lower(hex(%s))",
                row -> HexFormat.of().formatHex(row.getBinary(name, 0).getBytes()),
                "hex");
    }

    static ParquetKind uuid(String name, IntFunction<@Nullable String> value) {
        return new ParquetKind(
                name,
                2950,
                -1,
                value,
                text -> {
                    var uuid = UUID.fromString(text);
                    return ByteBuffer.allocate(16)
                            .putLong(uuid.getMostSignificantBits())
                            .putLong(uuid.getLeastSignificantBits())
                            .array();
                },
                "%s::varchar",
                row -> {
                    var bytes = ByteBuffer.wrap(row.getBinary(name, 0).getBytes());
                    return new UUID(bytes.getLong(), bytes.getLong()).toString();
                },
                "plain");
    }

    /// `int4[]`; the text is JSON without blanks.
    static ParquetKind list(String name, IntFunction<@Nullable String> value) {
        return new ParquetKind(
                name,
                1007,
                -1,
                value,
                ParquetKind::array,
                "to_json(%s)::varchar",
                row -> {
                    var list = row.getGroup(name, 0);
                    var texts = new StringBuilder("[");
                    for (int i = 0; i < list.getFieldRepetitionCount("list"); i++) {
                        var element = list.getGroup("list", i);
                        texts.append(i == 0 ? "" : ",")
                                .append(
                                        element.getFieldRepetitionCount("element") == 0
                                                ? "null"
                                                : element.getInteger("element", 0));
                    }
                    return texts.append(']').toString();
                },
                "list");
    }

    private static byte[] array(String json) {
        var inside = json.substring(1, json.length() - 1);
        if (inside.isEmpty()) {
            return ByteBuffer.allocate(12).putInt(0).putInt(0).putInt(23).array();
        }
        var elements = inside.split(",", -1);
        var bytes = ByteBuffer.allocate(20 + 8 * elements.length);
        bytes.putInt(1).putInt(1).putInt(23).putInt(elements.length).putInt(1);
        for (var element : elements) {
            if (element.equals("null")) {
                bytes.putInt(-1);
            } else {
                bytes.putInt(4).putInt(Integer.parseInt(element));
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /// Digits of base 10,000 before and behind the point, without zeros at either end.
    private static byte[] numeric(BigDecimal value) {
        int groups = (Math.max(0, value.scale()) + 3) / 4;
        var left = value.abs().setScale(4 * groups).unscaledValue();
        var digits = new ArrayDeque<Short>();
        var base = BigInteger.valueOf(10_000);
        while (left.signum() > 0) {
            var parts = left.divideAndRemainder(base);
            digits.push(parts[1].shortValue());
            left = parts[0];
        }
        int weight = digits.size() - 1 - groups;
        while (!digits.isEmpty() && digits.peekLast() == 0) {
            digits.removeLast();
        }
        var bytes = ByteBuffer.allocate(8 + 2 * digits.size());
        bytes.putShort((short) digits.size()).putShort((short) weight);
        bytes.putShort((short) (value.signum() < 0 ? 0x4000 : 0)).putShort((short) value.scale());
        digits.forEach(bytes::putShort);
        return bytes.array();
    }

    private static byte[] int4(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] int8(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }
}
