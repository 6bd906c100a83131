package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values of every type, written and read back by two other readers.
class ParquetTypesIT {
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

    @ParameterizedTest
    @MethodSource("dev.sluice.exports.ParquetType#all")
    void everyTypeSurvives(ParquetType kind) throws Exception {
        var job = exportOf(kind);
        var file = rig.file(job, folder);
        assertThat(job.thoughts).isEmpty();
        assertThat(typeOf(ParquetRows.schema(file).getType("c"))).isEqualTo(kind.parquet());
        assertThat(duck.query("SELECT DISTINCT typeof(c) FROM file", file))
                .containsExactly(kind.duck());
        assertThat(duck.query("SELECT " + kind.fromFile() + " FROM file ORDER BY id", file))
                .isEqualTo(rig.query("SELECT " + kind.fromDatabase() + " FROM kind ORDER BY id"));
        assertThat(ParquetRows.read(file)).hasSize(kind.literals().length + 1);
    }

    private static RecordedJob exportOf(ParquetType kind) throws Exception {
        rig.with(
                "DROP TABLE IF EXISTS kind",
                "DROP TYPE IF EXISTS mood",
                "CREATE TYPE mood AS ENUM ('sad', 'o''k')",
                "CREATE TABLE kind (id int, c " + kind.type() + ")");
        try (var insert =
                rig.connection()
                        .prepareStatement(
                                "INSERT INTO kind VALUES (?, ?::text::" + kind.type() + ")")) {
            for (int i = 0; i <= kind.literals().length; i++) {
                insert.setInt(1, i);
                insert.setString(2, i < kind.literals().length ? kind.literals()[i] : null);
                insert.execute();
            }
        }
        return rig.export("SELECT * FROM kind", ExportFormat.PARQUET, Compression.ZSTD);
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
