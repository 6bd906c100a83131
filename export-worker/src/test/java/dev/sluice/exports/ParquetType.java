package dev.sluice.exports;

import java.util.stream.Stream;

/// A type of PostgreSQL, what becomes of it in a Parquet file, and values that must survive.
///
/// @param type in PostgreSQL
/// @param parquet the type in the file, as parquet-java prints it
/// @param duck the type that DuckDB sees
/// @param fromDatabase the column `c` as text in PostgreSQL
/// @param fromFile the same text in DuckDB
/// @param literals values; a null is added
record ParquetType(
        String type,
        String parquet,
        String duck,
        String fromDatabase,
        String fromFile,
        String... literals) {
    @Override
    public String toString() {
        return type;
    }

    private static ParquetType same(String type, String parquet, String duck, String... literals) {
        return new ParquetType(type, parquet, duck, "c::text", "c::varchar", literals);
    }

    static Stream<ParquetType> all() {
        return Stream.of(
                same("bool", "boolean", "BOOLEAN", "true", "false"),
                same("int2", "int32 INTEGER(16,true)", "SMALLINT", "-32768", "32767"),
                same("int4", "int32 INTEGER(32,true)", "INTEGER", "-2147483648", "2147483647"),
                same(
                        "int8",
                        "int64 INTEGER(64,true)",
                        "BIGINT",
                        "-9223372036854775808",
                        "9223372036854775807"),
                new ParquetType(
                        "float4",
                        "float",
                        "FLOAT",
                        "replace(lower(c::float8::text), 'infinity', 'inf')",
                        "c::double::varchar",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "0.5",
                        "-3.25"),
                new ParquetType(
                        "float8",
                        "double",
                        "DOUBLE",
                        "replace(lower(c::text), 'infinity', 'inf')",
                        "c::varchar",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "0.1",
                        "1e+300",
                        "-0.25"),
                same("numeric(5,2)", "int32 DECIMAL(5,2)", "DECIMAL(5,2)", "-999.99", "0", "0.01"),
                same("numeric(9)", "int32 DECIMAL(9,0)", "DECIMAL(9,0)", "999999999", "-100000000"),
                same(
                        "numeric(18,4)",
                        "int64 DECIMAL(18,4)",
                        "DECIMAL(18,4)",
                        "12345678901234.5678",
                        "-99999999999999.9999",
                        "0.0001",
                        "10000",
                        "0.1"),
                same(
                        "numeric(38,9)",
                        "fixed_len_byte_array(16) DECIMAL(38,9)",
                        "DECIMAL(38,9)",
                        "12345678901234567890123456789.123456789",
                        "-99999999999999999999999999999.999999999",
                        "0.000000001",
                        "-1",
                        "0"),
                same(
                        "numeric",
                        "binary STRING",
                        "VARCHAR",
                        "1e-50",
                        "12345678901234567890123456789012345678901234567890.5",
                        "NaN",
                        "Infinity",
                        "-1.500"),
                same("numeric(40,2)", "binary STRING", "VARCHAR", "1.10"),
                new ParquetType(
                        "date",
                        "int32 DATE",
                        "DATE",
                        "c::text",
                        "replace(c::varchar, '(BC)', 'BC')",
                        "2024-02-29",
                        "1969-12-31",
                        "0044-03-15 BC",
                        "9999-12-31",
                        "infinity",
                        "-infinity"),
                same(
                        "time",
                        "int64 TIME(MICROS,false)",
                        "TIME",
                        "13:14:15.123456",
                        "00:00:00",
                        "24:00:00"),
                same("timetz", "binary STRING", "VARCHAR", "13:14:15.5+02"),
                same(
                        "timestamp",
                        "int64 TIMESTAMP(MICROS,false)",
                        "TIMESTAMP",
                        "2024-02-29 13:14:15.123456",
                        "1900-01-01 00:00:00",
                        "infinity",
                        "-infinity"),
                same(
                        "timestamptz",
                        "int64 TIMESTAMP(MICROS,true)",
                        "TIMESTAMP WITH TIME ZONE",
                        "2024-02-29 13:14:15.123456+02",
                        "1900-01-01 00:00:00+00",
                        "infinity",
                        "-infinity"),
                same("interval", "binary STRING", "VARCHAR", "1 year 2 mons -3 days 04:05:06.7"),
                same(
                        "uuid",
                        "fixed_len_byte_array(16) UUID",
                        "UUID",
                        "6b1a0c2e-0000-4000-8000-000000000001",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff"),
                same("json", "binary JSON", "JSON", "{\"b\" : 1, \"a\": [null,\"ü😀\"]}", "null"),
                same("jsonb", "binary JSON", "JSON", "{\"a\": [1.50, null]}", "\"x\""),
                same(
                        "text",
                        "binary STRING",
                        "VARCHAR",
                        "",
                        "a \"quote\", 'single', \\ back",
                        "line\nbreak\r\n\ttab",
                        "😀 ünïcode 漢字 \u202E"),
                same("varchar(5)", "binary STRING", "VARCHAR", "abcde", ""),
                // padded, as COPY writes it; a cast to text would strip it
                new ParquetType(
                        "char(5)",
                        "binary STRING",
                        "VARCHAR",
                        "CASE WHEN c IS NOT NULL THEN concat(c) END",
                        "c",
                        "ab",
                        "",
                        "abcde"),
                same("name", "binary STRING", "VARCHAR", "pg_class"),
                new ParquetType(
                        "bytea",
                        "binary",
                        "BLOB",
                        "encode(c, 'hex')",
                        "lower(hex(c))",
                        "\\x00ff0a",
                        "\\x"),
                same("inet", "binary STRING", "VARCHAR", "10.0.0.0/8", "::1/64"),
                same("point", "binary STRING", "VARCHAR", "(1,2.5)"),
                same("bit(3)", "binary STRING", "VARCHAR", "101"),
                same("int4range", "binary STRING", "VARCHAR", "[1,5)"),
                same("tsvector", "binary STRING", "VARCHAR", "'a':1 'b':2"),
                same("mood", "binary STRING", "VARCHAR", "sad", "o'k"),
                new ParquetType(
                        "int4[]",
                        "LIST",
                        "INTEGER[]",
                        "translate(c::text, '{}', '[]')",
                        "replace(c::varchar, ', ', ',')",
                        "{1,NULL,3}",
                        "{}",
                        "{-7}"),
                new ParquetType(
                        "text[]",
                        "LIST",
                        "VARCHAR[]",
                        "array_to_json(c)::text",
                        "replace(to_json(c)::varchar, ', ', ',')",
                        "{\"\",NULL,\"NULL\",\"a,b\",\"q\\\"uote\"}",
                        "{}"),
                new ParquetType(
                        "numeric(10,2)[]",
                        "LIST",
                        "DECIMAL(10,2)[]",
                        "translate(c::text, '{}', '[]')",
                        "replace(c::varchar, ', ', ',')",
                        "{1.50,NULL,-0.01}"),
                new ParquetType(
                        "timestamptz[]",
                        "LIST",
                        "TIMESTAMP WITH TIME ZONE[]",
                        "array_to_string(c, ';', 'null')",
                        "array_to_string(list_transform(c, lambda x: coalesce(x::varchar, 'null')), ';')",
                        "{2024-02-29 13:14:15+02,NULL}"),
                new ParquetType(
                        "uuid[]",
                        "LIST",
                        "UUID[]",
                        "array_to_string(c, ';')",
                        "array_to_string(list_transform(c, lambda x: x::varchar), ';')",
                        "{6b1a0c2e-0000-4000-8000-000000000001}"),
                same("interval[]", "binary STRING", "VARCHAR", "{\"1 day\",NULL}"));
    }
}
