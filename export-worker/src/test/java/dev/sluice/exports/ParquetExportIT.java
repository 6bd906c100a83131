package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetExportIT {
    private static ExportRig rig;
    private static DuckDb duck;

    @TempDir private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        rig = new ExportRig();
        duck = new DuckDb();
    }

    @AfterAll
    static void stop() throws Exception {
        duck.close();
        rig.close();
    }

    /// @param type in PostgreSQL
    /// @param parquet the type in the file, as parquet-java prints it
    /// @param duck the type that DuckDB sees
    /// @param fromDatabase the column `c` as text in PostgreSQL
    /// @param fromFile the same text in DuckDB
    /// @param literals values; a null is added
    private record Kind(
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
    }

    private static Kind same(String type, String parquet, String duck, String... literals) {
        return new Kind(type, parquet, duck, "c::text", "c::varchar", literals);
    }

    static Stream<Kind> kinds() {
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
                new Kind(
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
                new Kind(
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
                new Kind(
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
                new Kind(
                        "char(5)",
                        "binary STRING",
                        "VARCHAR",
                        "CASE WHEN c IS NOT NULL THEN concat(c) END",
                        "c",
                        "ab",
                        "",
                        "abcde"),
                same("name", "binary STRING", "VARCHAR", "pg_class"),
                new Kind(
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
                new Kind(
                        "int4[]",
                        "LIST",
                        "INTEGER[]",
                        "translate(c::text, '{}', '[]')",
                        "replace(c::varchar, ', ', ',')",
                        "{1,NULL,3}",
                        "{}",
                        "{-7}"),
                new Kind(
                        "text[]",
                        "LIST",
                        "VARCHAR[]",
                        "array_to_json(c)::text",
                        "replace(to_json(c)::varchar, ', ', ',')",
                        "{\"\",NULL,\"NULL\",\"a,b\",\"q\\\"uote\"}",
                        "{}"),
                new Kind(
                        "numeric(10,2)[]",
                        "LIST",
                        "DECIMAL(10,2)[]",
                        "translate(c::text, '{}', '[]')",
                        "replace(c::varchar, ', ', ',')",
                        "{1.50,NULL,-0.01}"),
                new Kind(
                        "timestamptz[]",
                        "LIST",
                        "TIMESTAMP WITH TIME ZONE[]",
                        "array_to_string(c, ';', 'null')",
                        "array_to_string(list_transform(c, lambda x: coalesce(x::varchar, 'null')), ';')",
                        "{2024-02-29 13:14:15+02,NULL}"),
                new Kind(
                        "uuid[]",
                        "LIST",
                        "UUID[]",
                        "array_to_string(c, ';')",
                        "array_to_string(list_transform(c, lambda x: x::varchar), ';')",
                        "{6b1a0c2e-0000-4000-8000-000000000001}"),
                same("interval[]", "binary STRING", "VARCHAR", "{\"1 day\",NULL}"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyTypeSurvives(Kind kind) throws Exception {
        var job = exportOf(kind);
        var file = rig.file(job, folder);
        assertThat(job.thoughts).isEmpty();
        assertThat(typeOf(ParquetRows.schema(file).getType("c"))).isEqualTo(kind.parquet);
        assertThat(duck.query("SELECT DISTINCT typeof(c) FROM file", file))
                .containsExactly(kind.duck);
        assertThat(duck.query("SELECT " + kind.fromFile + " FROM file ORDER BY id", file))
                .isEqualTo(rig.query("SELECT " + kind.fromDatabase + " FROM kind ORDER BY id"));
        assertThat(ParquetRows.read(file)).hasSize(kind.literals.length + 1);
    }

    private static RecordedJob exportOf(Kind kind) throws Exception {
        rig.with(
                "DROP TABLE IF EXISTS kind",
                "DROP TYPE IF EXISTS mood",
                "CREATE TYPE mood AS ENUM ('sad', 'o''k')",
                "CREATE TABLE kind (id int, c " + kind.type + ")");
        try (var insert =
                rig.connection()
                        .prepareStatement(
                                "INSERT INTO kind VALUES (?, ?::text::" + kind.type + ")")) {
            for (int i = 0; i <= kind.literals.length; i++) {
                insert.setInt(1, i);
                insert.setString(2, i < kind.literals.length ? kind.literals[i] : null);
                insert.execute();
            }
        }
        return rig.export("SELECT * FROM kind", ExportFormat.PARQUET, Compression.ZSTD);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void everyCodecIsReadBackWhole(Compression compression) throws Exception {
        rig.with(
                "CREATE TABLE IF NOT EXISTS wide AS SELECT g AS id, md5(g::text) AS word,"
                        + " (CASE WHEN g % 3 > 0 THEN g * 1.01 END)::numeric(12,2) AS price,"
                        + " timestamptz '2024-01-01' + g * interval '1 second' AS moment,"
                        + " ARRAY[g, NULL, -g] AS list, g / 7.0::float8 AS ratio"
                        + " FROM generate_series(1, 200000) g");
        var job = rig.export("SELECT * FROM wide ORDER BY id", ExportFormat.PARQUET, compression);
        var file = rig.file(job, folder);
        var aggregate =
                "SELECT concat_ws('|', count(*), sum(id), min(word), max(word), sum(price),"
                        + " count(price), max(moment), sum(list[3]), max(ratio)) FROM ";
        var inDatabase = aggregate.replace("max(moment)", "max(moment AT TIME ZONE 'UTC')");
        var inFile = aggregate.replace("max(moment)", "max(moment AT TIME ZONE 'UTC')");
        assertThat(duck.query(inFile + "file", file)).isEqualTo(rig.query(inDatabase + "wide"));
        assertThat(ParquetRows.rowGroups(file)).isGreaterThan(1);

        var rows = ParquetRows.read(file);
        assertThat(rows).hasSize(200_000);
        for (int i = 0; i < rows.size(); i += 1 + i / 100) {
            var row = rows.get(i);
            int id = i + 1;
            assertThat(row.getInteger("id", 0)).isEqualTo(id);
            assertThat(row.getFieldRepetitionCount("price")).isEqualTo(id % 3 > 0 ? 1 : 0);
            if (id % 3 > 0) {
                assertThat(row.getLong("price", 0)).isEqualTo(id * 101L);
            }
            assertThat(row.getDouble("ratio", 0)).isEqualTo(id / 7.0);
            var list = row.getGroup("list", 0);
            assertThat(list.getFieldRepetitionCount("list")).isEqualTo(3);
            assertThat(list.getGroup("list", 1).getFieldRepetitionCount("element")).isZero();
            assertThat(list.getGroup("list", 2).getInteger("element", 0)).isEqualTo(-id);
        }
    }

    @Test
    void doublesKeepEveryBit() throws Exception {
        rig.with(
                "DROP TABLE IF EXISTS doubles",
                "CREATE TABLE doubles AS SELECT v::float8 AS v FROM unnest(ARRAY['-0', '5e-324', 'NaN',"
                        + " '1.7976931348623157e308', '-Infinity', '0.1']) WITH ORDINALITY u(v, o) ORDER BY o");
        var job = rig.export("SELECT v FROM doubles", ExportFormat.PARQUET, Compression.NONE);
        var bits =
                ParquetRows.read(rig.file(job, folder)).stream()
                        .map(row -> Double.doubleToRawLongBits(row.getDouble("v", 0)))
                        .map(value -> "%016x".formatted(value))
                        .toList();
        assertThat(bits).isEqualTo(rig.query("SELECT encode(float8send(v), 'hex') FROM doubles"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "numeric(9,3)",
                "numeric(9,9)",
                "numeric(18,0)",
                "numeric(18,7)",
                "numeric(19,2)",
                "numeric(38,38)",
                "numeric(38,19)",
                "numeric(38,0)"
            })
    void decimalsKeepEveryDigit(String type) throws Exception {
        rig.with(
                "DROP TABLE IF EXISTS decimals",
                "CREATE TABLE decimals (id int, c " + type + ")",
                """
                DO $$
                DECLARE
                  p int; s int; digits text;
                BEGIN
                  SELECT numeric_precision, numeric_scale INTO p, s FROM information_schema.columns
                  WHERE table_name = 'decimals' AND column_name = 'c';
                  FOR i IN 1..3000 LOOP
                    digits := right(repeat('0', 40) || left(repeat(translate(md5(i::text), 'abcdef', '001299'), 2),
                              1 + i % p), p);
                    digits := CASE i % 5 WHEN 0 THEN rpad(rtrim(left(digits, 1 + i % 7), '0'), p, '0')
                                         ELSE digits END;
                    INSERT INTO decimals VALUES (i, (CASE WHEN i % 2 = 0 THEN '-' ELSE '' END
                      || coalesce(nullif(left(digits, p - s), ''), '0') || '.' || right(digits, s) || '')::numeric);
                  END LOOP;
                END $$\
                """);
        var job =
                rig.export(
                        "SELECT * FROM decimals ORDER BY id",
                        ExportFormat.PARQUET,
                        Compression.SNAPPY);
        assertThat(job.thoughts).isEmpty();
        // DuckDB prints no zero before the point where the type has none
        var digits = "regexp_replace(CAST(c AS varchar), '^(-?)0[.]', '\\1.')";
        assertThat(
                        duck.query(
                                "SELECT %s FROM file ORDER BY id".formatted(digits),
                                rig.file(job, folder)))
                .isEqualTo(rig.query("SELECT %s FROM decimals ORDER BY id".formatted(digits)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "numeric(10,2); NaN; 1.50; NaN",
                "numeric(30,2); NaN; 1.50; NaN",
                "int4[]; {{1,2},{3,4}}; {5}; {{1,2},{3,4}}",
                "text[]; [0:1]={a,b}; {c}; [0:1]={a,b}",
                "timestamp; 294276-12-31 23:59:59; 2024-01-01 00:00:00; 294276-12-31 23:59:59"
            })
    void aValueThatTheTypeCannotHoldTurnsTheColumnIntoText(
            String type, String literal, String ordinary, String text) throws Exception {
        rig.with(
                "DROP TABLE IF EXISTS odd",
                "CREATE TABLE odd (id int, c %s, d %s)".formatted(type, type),
                "INSERT INTO odd VALUES (1, '%s', '%s'), (2, '%s', NULL)"
                        .formatted(ordinary, ordinary, literal));
        var job =
                rig.export("SELECT * FROM odd ORDER BY id", ExportFormat.PARQUET, Compression.ZSTD);
        var file = rig.file(job, folder);
        assertThat(duck.query("SELECT c FROM file ORDER BY id", file))
                .containsExactly(ordinary, text);
        assertThat(duck.query("SELECT DISTINCT typeof(c) FROM file", file))
                .containsExactly("VARCHAR");
        assertThat(duck.query("SELECT DISTINCT typeof(d) FROM file", file))
                .doesNotContain("VARCHAR");
        assertThat(job.thoughts).singleElement().asString().contains("Column c");
        assertThat(job.manifest().columns().get(1).type())
                .isEqualTo(type.replaceAll("\\(.*\\)", ""));
    }

    @Test
    void doubledNamesAreNumbered() throws Exception {
        var job =
                rig.export(
                        "SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a",
                        ExportFormat.PARQUET,
                        Compression.ZSTD);
        assertThat(job.manifest().columns())
                .extracting(Manifest.Column::name)
                .containsExactly("a", "a_3", "a_2", "a_4");
        assertThat(duck.query("SELECT concat(a, a_3, a_2, a_4) FROM file", rig.file(job, folder)))
                .containsExactly("1234");
    }

    @Test
    void anEmptyResultIsAFileWithASchema() throws Exception {
        var job =
                rig.export(
                        "SELECT 1::int8 AS a, 'x'::text AS b WHERE false",
                        ExportFormat.PARQUET,
                        Compression.ZSTD);
        var file = rig.file(job, folder);
        assertThat(job.manifest().rowCount()).isZero();
        assertThat(duck.query("SELECT count(*) FROM file", file)).containsExactly("0");
        assertThat(ParquetRows.schema(file).getColumns()).hasSize(2);
        assertThat(ParquetRows.read(file)).isEqualTo(List.of());
    }

    @Test
    void oneHugeValueSurvives() throws Exception {
        rig.with(
                "CREATE TABLE huge AS SELECT 1 AS b, repeat('0123456789', 2000000) AS a"
                        + " UNION ALL SELECT 2, 'x'");
        var job =
                rig.export(
                        "SELECT a, b FROM huge ORDER BY b", ExportFormat.PARQUET, Compression.ZSTD);
        assertThat(
                        duck.query(
                                "SELECT string_agg(length(a)::varchar, ',' ORDER BY b) FROM file",
                                rig.file(job, folder)))
                .containsExactly("20000000,1");
    }

    @Test
    void aResultWithoutColumnsIsRefused() throws Exception {
        rig.with("CREATE TABLE IF NOT EXISTS bare (a int)");
        var job = rig.job("SELECT FROM bare", ExportFormat.PARQUET, Compression.ZSTD);
        assertThatThrownBy(() -> rig.run(job)).isInstanceOf(ProblemException.class);
        assertThat(job.succeeded()).isFalse();
    }

    private static String typeOf(Type type) {
        if (!type.isPrimitive()) {
            return String.valueOf(type.getLogicalTypeAnnotation());
        }
        var primitive = type.asPrimitiveType();
        var length = primitive.getTypeLength() > 0 ? "(" + primitive.getTypeLength() + ")" : "";
        var name =
                switch (primitive.getPrimitiveTypeName()) {
                    case FIXED_LEN_BYTE_ARRAY -> "fixed_len_byte_array";
                    default -> primitive.getPrimitiveTypeName().toString().toLowerCase(Locale.ROOT);
                };
        var logical = type.getLogicalTypeAnnotation();
        return name + length + (logical == null ? "" : " " + logical);
    }
}
