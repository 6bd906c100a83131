package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.exports.arrow.ArrowFormat;
import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Arrow streams read back by Arrow's own Java library.
@SuppressWarnings("NullAway.Init")
class ArrowFormatIT {
    private static final ArrowFormat PLAIN =
            new ArrowFormat(Compression.NONE, ExportOptions.DEFAULTS);

    private static FormatRig rig;
    private static BufferAllocator allocator;

    @BeforeAll
    static void start() throws Exception {
        rig = new FormatRig();
        allocator = new RootAllocator();
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
        allocator.close();
    }

    /// @param columns values of each column as text, over all batches
    private record Read(List<Field> fields, List<List<@Nullable String>> columns, int batches) {
        List<@Nullable String> row(int index) {
            var row = new ArrayList<@Nullable String>();
            columns.forEach(column -> row.add(column.get(index)));
            return row;
        }

        String type(int column) {
            return fields.get(column).getType().toString();
        }
    }

    private static Read read(byte[] file) throws Exception {
        try (var reader =
                new ArrowStreamReader(
                        new ByteArrayInputStream(file),
                        allocator,
                        CommonsCompressionFactory.INSTANCE)) {
            var root = reader.getVectorSchemaRoot();
            var columns = new ArrayList<List<@Nullable String>>();
            root.getFieldVectors().forEach(_ -> columns.add(new ArrayList<>()));
            int batches = 0;
            while (reader.loadNextBatch()) {
                batches++;
                for (int c = 0; c < columns.size(); c++) {
                    for (int r = 0; r < root.getRowCount(); r++) {
                        columns.get(c).add(text(root.getFieldVectors().get(c), r));
                    }
                }
            }
            assertThat(reader.bytesRead()).isEqualTo(file.length);
            return new Read(root.getSchema().getFields(), columns, batches);
        }
    }

    private static @Nullable String text(FieldVector vector, int row) {
        return switch (vector.isNull(row) ? null : vector) {
            case null -> null;
            case DateDayVector days -> Integer.toString(days.get(row));
            case TimeStampMicroVector micros -> Long.toString(micros.get(row));
            case TimeStampMicroTZVector micros -> Long.toString(micros.get(row));
            case FieldVector other ->
                    other.getObject(row) instanceof byte[] bytes
                            ? HexFormat.of().formatHex(bytes)
                            : String.valueOf(other.getObject(row));
        };
    }

    @Test
    void everyTypeHasItsOwnOrIsText() throws Exception {
        rig.with(
                "CREATE TYPE shade AS ENUM ('dark')",
                """
                CREATE TABLE kinds (b bool, i2 int2, i4 int4, i8 int8, f4 float4, f8 float8, n numeric,
                  n9 numeric(9,2), n38 numeric(38,10), n76 numeric(76,3), t text, by bytea, d date, tm time,
                  ts timestamp, tz timestamptz, u uuid, j json, jb jsonb, iv interval, e shade, ip inet)\
                """,
                """
                INSERT INTO kinds VALUES
                (true, -32768, -2147483648, -9223372036854775808, 0.1, 1e300, 'NaN', -1234567.89,
                 9999999999999999999999999999.9999999999, -9999999999999999999999999999999999999999999999999999999999999999999999999.999,
                 'é😀', '\\x00ff', '2024-02-29', '13:14:15.000001', '2024-02-29 13:14:15.123456',
                 '2024-02-29 13:14:15+02', '6b1a0c2e-0000-4000-8000-000000000001', '{"a":  1}', '{"a":  1}',
                 '1 day', 'dark', '10.0.0.1/8'),
                (false, 32767, 2147483647, 9223372036854775807, 'NaN', '-Infinity', 1e20, 0.01, 0, 0.001,
                 '', '\\x', 'infinity', '24:00', '-infinity', 'infinity',
                 '00000000-0000-0000-0000-000000000000', 'null', '1', '0', 'dark', '::1'),
                (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                 NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                (true, 0, 0, 0, 0, 0, 0.5, 100, -0.0000000001, 10000, 'x', '\\x01', '0044-03-15 BC', '00:00',
                 '1969-12-31 23:59:59.999999', '0001-01-01 BC', '00000000-0000-0000-0000-0000000000ff',
                 '[]', '[]', '-1 day', 'dark', '::')\
                """);
        var read = read(rig.write("SELECT * FROM kinds", PLAIN).file());
        assertThat(read.fields().stream().map(f -> f.getName() + " " + f.getType()))
                .containsExactly(
                        "b Bool",
                        "i2 Int(16, true)",
                        "i4 Int(32, true)",
                        "i8 Int(64, true)",
                        "f4 FloatingPoint(SINGLE)",
                        "f8 FloatingPoint(DOUBLE)",
                        "n Utf8",
                        "n9 Decimal(9, 2, 128)",
                        "n38 Decimal(38, 10, 128)",
                        "n76 Decimal(76, 3, 256)",
                        "t Utf8",
                        "by Binary",
                        "d Date(DAY)",
                        "tm Time(MICROSECOND, 64)",
                        "ts Timestamp(MICROSECOND, null)",
                        "tz Timestamp(MICROSECOND, UTC)",
                        read.fields().get(16).getName() + " " + read.type(16),
                        "j Utf8",
                        "jb Utf8",
                        "iv Utf8",
                        "e Utf8",
                        "ip Utf8");
        assertThat(read.row(0))
                .containsExactly(
                        "true",
                        "-32768",
                        "-2147483648",
                        "-9223372036854775808",
                        "0.1",
                        "1.0E300",
                        "NaN",
                        "-1234567.89",
                        "9999999999999999999999999999.9999999999",
                        "-" + "9".repeat(73) + ".999",
                        "é😀",
                        "00ff",
                        "19782",
                        "47655000001",
                        "1709212455123456",
                        "1709205255000000",
                        "6b1a0c2e000040008000000000000001",
                        "{\"a\":  1}",
                        "{\"a\": 1}",
                        "1 day",
                        "dark",
                        "10.0.0.1/8");
        assertThat(read.row(1).subList(4, 17))
                .containsExactly(
                        "NaN",
                        "-Infinity",
                        "100000000000000000000",
                        "0.01",
                        "0E-10",
                        "0.001",
                        "",
                        "",
                        Integer.toString(Integer.MAX_VALUE),
                        "86400000000",
                        Long.toString(-Long.MAX_VALUE),
                        Long.toString(Long.MAX_VALUE),
                        "00000000000000000000000000000000");
        assertThat(read.row(2)).hasSize(22).containsOnlyNulls();
        assertThat(read.row(3).subList(7, 10)).containsExactly("100.00", "-1E-10", "10000.000");
        assertThat(read.row(3).get(12)).isEqualTo("-735160");
        assertThat(read.row(3).get(14)).isEqualTo("-1");
        assertThat(read.fields().get(17).getMetadata())
                .containsEntry("ARROW:extension:name", "arrow.json");
    }

    @Test
    void arraysAreLists() throws Exception {
        rig.with(
                """
                CREATE TABLE lists (i int[], t text[], n numeric(5,2)[], d date[], b bool[],
                  iv interval[])\
                """,
                """
                INSERT INTO lists VALUES
                  ('{1,NULL,3}', '{a,"b c",NULL}', '{1.50}', '{2024-02-29}', '{t,f}', '{1 day}'),
                  ('{}', '{}', '{}', '{}', '{}', '{}'), (NULL, NULL, NULL, NULL, NULL, NULL),
                  ('{7}', '{z}', '{0.01,-0.01}', '{}', '{NULL}', '{}')\
                """);
        var read = read(rig.write("SELECT * FROM lists", PLAIN).file());
        assertThat(read.type(0)).isEqualTo("List");
        assertThat(read.columns().get(0)).isEqualTo(Arrays.asList("[1,null,3]", "[]", null, "[7]"));
        assertThat(read.columns().get(1))
                .isEqualTo(Arrays.asList("[\"a\",\"b c\",null]", "[]", null, "[\"z\"]"));
        assertThat(read.columns().get(2))
                .isEqualTo(Arrays.asList("[1.50]", "[]", null, "[0.01,-0.01]"));
        assertThat(read.columns().get(4))
                .isEqualTo(Arrays.asList("[true,false]", "[]", null, "[null]"));
        assertThat(read.columns().get(5)).isEqualTo(Arrays.asList("{\"1 day\"}", "{}", null, "{}"));
    }

    @ParameterizedTest
    @CsvSource({"NONE,", "ZSTD,", "ZSTD,9", "LZ4,"})
    void manyBatchesAreOneStream(Compression compression, @Nullable Integer level)
            throws Exception {
        rig.with(
                "DROP TABLE IF EXISTS many",
                """
                CREATE TABLE many AS SELECT g AS id, md5(g::text) AS word, (g / 7.0)::numeric(18,6) AS ratio,
                  g % 2 = 0 AS even, nullif(g % 5, 0) AS five, ARRAY[g, g + 1] AS pair
                FROM generate_series(1, 20000) g\
                """);
        var format = new ArrowFormat(compression, ExportOptions.with().level(level).build());
        var sql = "SELECT * FROM many ORDER BY id";
        var written = rig.write(sql, format, 200_000);
        var read = read(written.file());
        assertThat(read.batches()).isEqualTo(written.chunks().size()).isGreaterThan(5);
        var expected = new String(rig.copy(sql, "FORMAT text"), StandardCharsets.UTF_8);
        var rows = expected.lines().map(line -> List.of(line.split("\t"))).toList();
        for (int r = 0; r < rows.size(); r++) {
            var row = rows.get(r);
            assertThat(read.row(r))
                    .containsExactly(
                            row.get(0),
                            row.get(1),
                            row.get(2),
                            row.get(3).equals("t") ? "true" : "false",
                            row.get(4).equals("\\N") ? null : row.get(4),
                            row.get(5).replace('{', '[').replace('}', ']'));
        }
    }

    @Test
    void whatDoesNotFitIsWrittenAsText() throws Exception {
        rig.with(
                """
                CREATE TABLE unfit AS SELECT * FROM (VALUES
                  ('NaN'::numeric(10,2), '{{1},{2}}'::int[], '[0:1]={1,2}'::int[], '294276-01-01'::timestamp))
                  AS v(n, nested, bounds, late)\
                """);
        assertThat(asText("n", "NaN or an infinity")).isEqualTo("NaN");
        assertThat(asText("nested", "an array of 2 dimensions")).isEqualTo("{{1},{2}}");
        assertThat(asText("bounds", "an array that does not count from 1"))
                .isEqualTo("[0:1]={1,2}");
        assertThat(asText("late", "after the year 294246")).isEqualTo("294276-01-01 00:00:00");
    }

    private static @Nullable String asText(String column, String why) throws Exception {
        var sql = "SELECT " + column + " FROM unfit";
        try {
            rig.write(sql, PLAIN);
            throw new AssertionError(column + " fitted");
        } catch (UnfitValue e) {
            assertThat(e.why()).startsWith("Column " + column + " holds ").contains(why);
            return read(rig.write(sql, e.instead()).file()).row(0).getFirst();
        }
    }

    @Test
    void nothingIsASchema() throws Exception {
        var read = read(rig.write("SELECT 1 AS a, 2 AS a WHERE false", PLAIN).file());
        assertThat(read.fields().stream().map(Field::getName)).containsExactly("a", "a_2");
        assertThat(read.batches()).isZero();
        rig.with("CREATE TABLE nothing ()", "INSERT INTO nothing DEFAULT VALUES");
        assertThat(read(rig.write("SELECT * FROM nothing", PLAIN).file()).batches()).isEqualTo(1);
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThatThrownBy(() -> new ArrowFormat(Compression.GZIP, ExportOptions.DEFAULTS))
                .hasMessageContaining("none, zstd or lz4");
        var level = ExportOptions.with().level(3).build();
        assertThatThrownBy(() -> new ArrowFormat(Compression.LZ4, level))
                .hasMessageContaining("only zstd has a level");
    }
}
