package dev.sluice.exports;

import static org.apache.parquet.filter2.predicate.FilterApi.and;
import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.lt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.exports.parquet.ParquetFormat;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.reading.ResultColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a file says of its own rows, so that readers can leave out what they do not need.
class ParquetFileTest {
    private static final int ROWS = 60_000;

    private static DuckDb duck;

    @TempDir private static Path folder;

    @BeforeAll
    static void open() throws Exception {
        duck = new DuckDb();
    }

    @AfterAll
    static void close() throws Exception {
        duck.close();
    }

    private static ParquetRig keys() {
        return ParquetRig.of(
                ROWS,
                ParquetKind.int8("id", i -> String.valueOf(10L * i)),
                ParquetKind.text("key", i -> "key-%06d".formatted(i * 7919 % ROWS * 2)),
                ParquetKind.text("color", i -> List.of("red", "green", "blue").get(i % 3)));
    }

    @Test
    void aReaderSkipsPagesByTheirIndex() throws Exception {
        var file = keys().write(folder.resolve("index.parquet"));
        var id = longColumn("id");
        assertThat(ParquetRows.rowGroups(file)).isOne();
        var wanted = and(gtEq(id, 300_000L), lt(id, 300_050L));
        assertThat(ParquetRows.rowsToRead(file, wanted)).isBetween(5L, 20_000L);
        assertThat(ParquetRows.rowsToRead(file, lt(id, 0L))).isZero();
        var color = binaryColumn("color");
        assertThat(ParquetRows.rowsToRead(file, eq(color, Binary.fromString("pink")))).isZero();
        assertThat(duck.query("SELECT count(*) FROM file WHERE id BETWEEN 300000 AND 300049", file))
                .containsExactly("5");
    }

    @Test
    void aBloomFilterKnowsEveryValueAndFewOthers() throws Exception {
        var options = ExportOptions.with().bloomFilters(List.of("id", "key", "color")).build();
        var rig = keys().with(options).with(Compression.ZSTD, 2, 200_000);
        var file = rig.write(folder.resolve("bloom.parquet"));
        int groups = ParquetRows.rowGroups(file);
        assertThat(groups).isGreaterThan(1);
        for (var value : List.of("key-000000", "key-119998", "key-004242")) {
            assertThat(excluded("key", "'" + value + "'", file)).isLessThan(groups);
            assertThat(
                            ParquetRows.rowsToRead(
                                    file, eq(binaryColumn("key"), Binary.fromString(value))))
                    .isPositive();
        }
        assertThat(excluded("id", "0", file)).isEqualTo(groups - 1);
        assertThat(excluded("color", "'pink'", file)).isEqualTo(groups);
        // odd keys are within the bounds, but not there
        int hits = 0;
        for (int i = 1; i < 400; i += 2) {
            var odd = Binary.fromString("key-%06d".formatted(i * 100 + 1));
            hits += ParquetRows.rowsToRead(file, eq(binaryColumn("key"), odd)) > 0 ? 1 : 0;
        }
        assertThat(hits).isLessThan(20 * groups);
        // as small as the values allow: 1 % needs about 10 bits of each
        assertThat(
                        duck.query(
                                "SELECT max(bloom_filter_length) FROM"
                                        + " parquet_metadata('file') WHERE path_in_schema = 'color'",
                                file))
                .allSatisfy(length -> assertThat(Integer.parseInt(length)).isLessThan(100));
    }

    private static long excluded(String column, String value, Path file) throws Exception {
        return duck
                .query(
                        "SELECT bloom_filter_excludes FROM parquet_bloom_probe('file', '%s', %s)"
                                .formatted(column, value),
                        file)
                .stream()
                .filter("true"::equals)
                .count();
    }

    @Test
    void boundsAreKeptShortAndStayBounds() throws Exception {
        var rig =
                ParquetRig.of(
                        500,
                        ParquetKind.text("long", i -> "é".repeat(40 + i % 3) + "z" + i),
                        ParquetKind.text("top", _ -> "\uDBFF\uDFFF".repeat(20)),
                        ParquetKind.bytea("bytes", i -> "ff".repeat(100) + "%04x".formatted(i)),
                        ParquetKind.decimal("wide", 38, i -> i - 250 + ".25"),
                        ParquetKind.float8("ratio", i -> i % 2 == 0 ? "0.0" : "-0.0"),
                        ParquetKind.float8("odd", i -> i == 77 ? "NaN" : i + ".5"),
                        ParquetKind.int4("none", _ -> null));
        var file = rig.write(folder.resolve("bounds.parquet"));
        var stats =
                duck.rows(
                        "SELECT path_in_schema, stats_min_value, stats_max_value, stats_null_count"
                                + " FROM parquet_metadata('file')",
                        file);
        assertThat(stats)
                .containsExactly(
                        List.of("long", "é".repeat(32), "é".repeat(31) + "ê", "0"),
                        Arrays.asList("top", "\uDBFF\uDFFF".repeat(16), null, "0"),
                        Arrays.asList("bytes", stats.get(2).get(1), null, "0"),
                        List.of("wide", "-250.25", "249.25", "0"),
                        List.of("ratio", "-0.0", "0.0", "0"),
                        Arrays.asList("odd", null, null, "0"),
                        Arrays.asList("none", null, null, "500"));
        assertThat(
                        duck.query(
                                "SELECT count(*) FROM file WHERE long >= '" + "é".repeat(40) + "'",
                                file))
                .containsExactly("500");
    }

    @Test
    void theSameRowsGiveTheSameBytes() throws Exception {
        var rig = keys().with(Compression.SNAPPY, 2, 200_000);
        var one = rig.write(folder.resolve("one.parquet"));
        var other = rig.write(folder.resolve("other.parquet"));
        assertThat(Files.mismatch(one, other)).isEqualTo(-1);
        assertThat(duck.query("SELECT created_by FROM parquet_file_metadata('file')", one))
                .singleElement()
                .asString()
                .startsWith("sluice version ");
    }

    @Test
    void rowGroupsStayBelowTheirSize() throws Exception {
        for (int bytes : List.of(100_000, 300_000)) {
            var rig = keys().with(Compression.NONE, 1, bytes);
            var file = rig.write(folder.resolve("groups.parquet"));
            try (var reader = ParquetRows.open(file)) {
                assertThat(reader.getRowGroups())
                        .hasSizeGreaterThan(2)
                        .allSatisfy(group ->
                                assertThat(group.getCompressedSize()).isLessThanOrEqualTo(bytes));
            }
        }
    }

    @Test
    void levelsOfCompressionAreKept() throws Exception {
        for (var compression : List.of(Compression.ZSTD, Compression.GZIP)) {
            var words = List.of("carefully", "final", "deposits", "sleep", "quickly", "above");
            var random = new SplittableRandom(1);
            var texts =
                    Stream.generate(() -> words.get(random.nextInt(6)) + " " + random.nextInt(99))
                            .limit(ROWS)
                            .toList();
            var rig =
                    ParquetRig.of(ROWS, ParquetKind.text("text", i -> i + texts.get(i)))
                            .with(compression, 1, 16 << 20);
            var fast = rig.write(folder.resolve("fast.parquet"));
            var options = ExportOptions.with().level(9).build();
            var small = rig.with(options).write(folder.resolve("small.parquet"));
            assertThat(Files.size(small)).isLessThan(Files.size(fast));
            assertThat(ParquetRows.read(small)).hasSize(ROWS);
        }
    }

    @Test
    void aBloomFilterOfNoColumnIsRefused() {
        var rig = keys();
        for (var name : List.of("keys", "flag")) {
            var options = ExportOptions.with().bloomFilters(List.of(name)).build();
            var columns = new ArrayList<>(rig.columns());
            columns.add(new ResultColumn("flag", "bool", 16, -1, true));
            var format = new ParquetFormat(Compression.ZSTD, options, 1 << 20);
            assertThatThrownBy(() -> format.columns(columns))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining(name);
        }
    }
}
