package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.exports.jsonl.JsonLinesFormat;
import dev.sluice.model.Json;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// JSON Lines, value by value, and against what PostgreSQL's own `to_json` says.
@SuppressWarnings("NullAway.Init")
class JsonLinesFormatIT {
    private static final JsonLinesFormat PLAIN =
            new JsonLinesFormat(Compression.NONE, ExportOptions.DEFAULTS);

    private static FormatRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = new FormatRig();
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    @Test
    void everyTypeByTheContract() throws Exception {
        rig.with(
                "CREATE TYPE mood AS ENUM ('so so', '=fine')",
                "CREATE TYPE pair AS (a int, b text)",
                "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
                """
                CREATE TABLE kinds (b bool, i2 int2, i4 int4, i8 int8, o oid, f4 float4, f8 float8,
                  n numeric, n2 numeric(10,2), t text, v varchar(9), c char(4), nm name, q "char",
                  by bytea, d date, tm time, tz timetz, ts timestamp, tstz timestamptz, u uuid,
                  j json, jb jsonb, iv interval, m mood, p pair, dom positive, ip inet, r int4range,
                  mo money, bits bit(3), x xml)\
                """,
                """
                INSERT INTO kinds VALUES
                (true, -32768, -2147483648, -9223372036854775808, 4294967295, 0.1, 1e300, -0.0001,
                 12345678.90, E'a "q" \\\\ \\n\\t\\x01 é😀', 'v', 'c', 'nm', 'q', '\\x00ff', '2024-02-29',
                 '13:14:15.120000', '13:14:15+05:30', '2024-02-29 13:14:15.123456',
                 '2024-02-29 13:14:15+02', '6b1a0c2e-0000-4000-8000-000000000001',
                 E'{"b": 1,\\n "a":\\t[1.50, null]}', '{"b": 1.50, "a": [true]}', '1 year 2 days -03:00',
                 '=fine', '(1,"x y")', 7, '10.0.0.1/8', '[1,5)', -12.5, '101', '<a>1</a>'),
                (false, 32767, 2147483647, 9223372036854775807, 0, 'NaN', '-Infinity', 'NaN', 'NaN',
                 '', '', '', '', '', '\\x', 'infinity', '24:00:00', '00:00:00Z', '-infinity',
                 'infinity', '00000000-0000-0000-0000-000000000000', 'null', '"x"', '0', 'so so',
                 '(,)', 1, '::1', 'empty', 0, '000', ''),
                (NULL, 0, 0, 0, 1, 16777217, 123456789.0, 'Infinity', 0, NULL, NULL, NULL, NULL, NULL,
                 NULL, '0044-03-15 BC', '00:00:00.000001', '01:02:03-08', '0001-01-01 00:00:00 BC',
                 '12024-12-31 23:59:59.5+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                 NULL, NULL)\
                """);
        assertThat(lines("SELECT * FROM kinds"))
                .containsExactly(
                        """
                        {"b":true,"i2":-32768,"i4":-2147483648,"i8":-9223372036854775808,"o":4294967295,\
                        "f4":0.1,"f8":1.0E300,"n":-0.0001,"n2":12345678.90,\
                        "t":"a \\"q\\" \\\\ \\n\\t\\u0001 é😀","v":"v","c":"c   ","nm":"nm","q":"q",\
                        "by":"\\\\x00ff","d":"2024-02-29","tm":"13:14:15.12","tz":"13:14:15+05:30",\
                        "ts":"2024-02-29T13:14:15.123456","tstz":"2024-02-29T11:14:15Z",\
                        "u":"6b1a0c2e-0000-4000-8000-000000000001","j":{"b": 1,  "a":\t[1.50, null]},\
                        "jb":{"a": [true], "b": 1.50},"iv":"1 year 2 days -03:00:00","m":"=fine",\
                        "p":"(1,\\"x y\\")","dom":7,"ip":"10.0.0.1/8","r":"[1,5)","mo":"-$12.50",\
                        "bits":"101","x":"<a>1</a>"}\
                        """,
                        """
                        {"b":false,"i2":32767,"i4":2147483647,"i8":9223372036854775807,"o":0,\
                        "f4":"NaN","f8":"-Infinity","n":"NaN","n2":"NaN",\
                        "t":"","v":"","c":"    ","nm":"","q":"",\
                        "by":"\\\\x","d":"infinity","tm":"24:00:00","tz":"00:00:00Z",\
                        "ts":"-infinity","tstz":"infinity",\
                        "u":"00000000-0000-0000-0000-000000000000","j":null,\
                        "jb":"x","iv":"00:00:00","m":"so so",\
                        "p":"(,)","dom":1,"ip":"::1","r":"empty","mo":"$0.00",\
                        "bits":"000","x":""}\
                        """,
                        """
                        {"b":null,"i2":0,"i4":0,"i8":0,"o":1,\
                        "f4":1.6777216E7,"f8":123456789,"n":"Infinity","n2":0.00,\
                        "t":null,"v":null,"c":null,"nm":null,"q":null,\
                        "by":null,"d":"-0043-03-15","tm":"00:00:00.000001","tz":"01:02:03-08:00",\
                        "ts":"0000-01-01T00:00:00","tstz":"+12024-12-31T23:59:59.5Z",\
                        "u":null,"j":null,\
                        "jb":null,"iv":null,"m":null,\
                        "p":null,"dom":null,"ip":null,"r":null,"mo":null,\
                        "bits":null,"x":null}\
                        """);
    }

    @Test
    void arraysAreArrays() throws Exception {
        rig.with(
                "CREATE TYPE hue AS ENUM ('red', 'dark \"blue\", odd')",
                "CREATE DOMAIN cents AS numeric(12,2)",
                """
                CREATE TABLE lists AS SELECT '{1,NULL,3}'::int[] AS i, '{{1,2},{3,4}}'::int8[] AS nested,
                  '{}'::text[] AS none, ARRAY['a "b"', NULL, 'NULL', ''] AS t,
                  '[0:1]={5,6}'::int[] AS bounds, '{1.10,NaN}'::numeric[] AS n,
                  ARRAY['2024-02-29 01:02:03+00'::timestamptz] AS ts, ARRAY['{"a": 1}'::jsonb] AS j,
                  ARRAY[true, false] AS b, ARRAY['red', NULL, 'dark "blue", odd']::hue[] AS e,
                  '{{red},{red}}'::hue[] AS e2, '{}'::hue[] AS e0, ARRAY[1.5, -2]::cents[] AS c,
                  ARRAY['(1,1),(0,0)', '(3,3),(2,2)']::box[] AS boxes,
                  ARRAY['1 day', '-2 hours']::interval[] AS iv, ARRAY['\\x01'::bytea] AS by,
                  '{NaN,0.5,-Infinity}'::float8[] AS f, NULL::int[] AS nil, '1 2'::int2vector AS vec,
                  '{{{{{{7}}}}}}'::int2[] AS deep\
                """);
        assertThat(lines("SELECT * FROM lists"))
                .containsExactly(
                        """
                        {"i":[1,null,3],"nested":[[1,2],[3,4]],"none":[],\
                        "t":["a \\"b\\"",null,"NULL",""],"bounds":[5,6],"n":[1.10,"NaN"],\
                        "ts":["2024-02-29T01:02:03Z"],"j":[{"a": 1}],"b":[true,false],\
                        "e":["red",null,"dark \\"blue\\", odd"],"e2":[["red"],["red"]],"e0":[],\
                        "c":[1.50,-2.00],"boxes":["(1,1),(0,0)","(3,3),(2,2)"],\
                        "iv":["1 day","-02:00:00"],"by":["\\\\x01"],\
                        "f":["NaN",0.5,"-Infinity"],"nil":null,"vec":"1 2","deep":[[[[[[7]]]]]]}\
                        """);
    }

    @Test
    void numbersAndTimesAreThoseOfPostgres() throws Exception {
        rig.with(
                """
                CREATE TABLE figures AS SELECT g,
                  ((hashint8(g)::numeric * 1e9 + hashint8(-g)) * 10::numeric ^ (g % 60 - 30))
                    ::numeric AS n,
                  round((hashint8(g) / 7.0)::numeric, g % 12) AS r,
                  (10::numeric ^ (g * 3)) + 10::numeric ^ -(g % 40) AS wide,
                  DATE '2000-01-01' + (hashint8(g) % 700000)::int AS d,
                  TIMESTAMP '2000-01-01' + hashint8(g) * INTERVAL '1.000001 s' AS ts
                FROM generate_series(1, 3000) g\
                """);
        var written = rig.write("SELECT n, r, wide, d, ts FROM figures ORDER BY g", PLAIN, 50_000);
        assertThat(written.chunks()).hasSizeGreaterThan(5);
        var expected =
                rig.copy(
                        """
                        SELECT '{"n":' || n || ',"r":' || r || ',"wide":' || wide || ',"d":' || to_json(d)
                          || ',"ts":' || to_json(ts) || '}' FROM figures
                        WHERE extract(year FROM d) BETWEEN 1 AND 9999 ORDER BY g\
                        """,
                        "FORMAT text");
        var ours =
                new String(written.file(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.matches(".*\"d\":\"\\d{4}-.*"))
                        .filter(line -> !line.contains("\"d\":\"0000"))
                        .toList();
        assertThat(ours)
                .hasSizeGreaterThan(2900)
                .isEqualTo(new String(expected, StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void doublesReadBackAsThemselves() throws Exception {
        rig.with(
                """
                CREATE TABLE doubles AS SELECT ('x' || md5(g::text))::bit(64)::int8 AS bits,
                  (hashint8(g) / 1e5)::float8 * 10::float8 ^ (g % 300 - 150) AS f,
                  (hashint8(g) / 1e3)::float4 AS r
                FROM generate_series(1, 5000) g\
                """);
        var lines = lines("SELECT f, r FROM doubles ORDER BY bits");
        var f =
                List.of(
                        text(rig.copy("SELECT f FROM doubles ORDER BY bits", "FORMAT text"))
                                .split("\n"));
        var r =
                List.of(
                        text(rig.copy("SELECT r FROM doubles ORDER BY bits", "FORMAT text"))
                                .split("\n"));
        for (int i = 0; i < lines.size(); i++) {
            var row = Json.mapper().readTree(lines.get(i));
            assertThat(row.get("f").doubleValue()).isEqualTo(Double.parseDouble(f.get(i)));
            assertThat((float) row.get("r").doubleValue()).isEqualTo(Float.parseFloat(r.get(i)));
        }
    }

    @Test
    void doubledNamesAreTold() throws Exception {
        assertThat(lines("SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS \"a\"\"\\x\""))
                .containsExactly("{\"a\":1,\"a_3\":2,\"a_2\":3,\"a\\\"\\\\x\":4}");
        assertThat(PLAIN.columns(List.of())).isEmpty();
    }

    @Test
    void nothingIsAnEmptyFileAndNoColumnsAnEmptyObject() throws Exception {
        assertThat(lines("SELECT 1 AS a WHERE false")).isEmpty();
        rig.with("CREATE TABLE nothing ()", "INSERT INTO nothing DEFAULT VALUES");
        assertThat(lines("SELECT * FROM nothing")).containsExactly("{}");
    }

    @Test
    void compressedPiecesAreOneFile() throws Exception {
        rig.with(
                "CREATE TABLE many AS SELECT g AS id, md5(g::text) AS w FROM generate_series(1, 20000) g");
        var sql = "SELECT * FROM many ORDER BY id";
        var plain = rig.write(sql, PLAIN).file();
        var options = ExportOptions.with().level(5).build();
        var gzip = rig.write(sql, new JsonLinesFormat(Compression.GZIP, options), 100_000);
        var zstd = rig.write(sql, new JsonLinesFormat(Compression.ZSTD, options), 100_000);
        assertThat(gzip.chunks()).hasSizeGreaterThan(5);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip.file()));
                var other = new ZstdInputStream(new ByteArrayInputStream(zstd.file()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain);
            assertThat(other.readAllBytes()).isEqualTo(plain);
        }
        assertThat(new JsonLinesFormat(Compression.ZSTD, options).extension())
                .isEqualTo("jsonl.zst");
    }

    private static List<String> lines(String sql) throws Exception {
        var lines = text(rig.write(sql, PLAIN).file()).lines().toList();
        for (var line : lines) {
            assertThat(Json.mapper().readTree(line).isObject()).isTrue();
        }
        return lines;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
