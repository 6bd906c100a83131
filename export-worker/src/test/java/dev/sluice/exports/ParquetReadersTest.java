package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.export.Compression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is written is read back equal by readers that have nothing in common.
class ParquetReadersTest {
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

    private static @Nullable String unlessEvery(int nth, int i, String text) {
        return i % nth == nth - 1 ? null : text;
    }

    /// Each as a dictionary would like it, and as it would not.
    private static ParquetKind[] everyKind() {
        return new ParquetKind[] {
            ParquetKind.int8("id", i -> String.valueOf(i * 3_000_000_017L)),
            ParquetKind.bool("flag", i -> unlessEvery(7, i, String.valueOf(i % 3 == 0))),
            ParquetKind.int4("few", i -> unlessEvery(5, i, String.valueOf(i % 11 - 5))),
            ParquetKind.int4("many", i -> String.valueOf(i * -31)),
            ParquetKind.int4("runs", i -> String.valueOf(i / 900)),
            ParquetKind.float4("ratio4", i -> unlessEvery(9, i, i % 50 + ".25")),
            ParquetKind.float8("ratio8", i -> "-" + i + ".5"),
            ParquetKind.decimal("price9", 9, i -> unlessEvery(4, i, i % 20 - 10 + ".25")),
            ParquetKind.decimal("price18", 18, i -> i + 1 + "000000.75"),
            ParquetKind.decimal("price38", 38, i -> unlessEvery(6, i, -i - 1 + ".50")),
            ParquetKind.date("day", i -> unlessEvery(8, i, String.valueOf(i % 4000 - 2000))),
            ParquetKind.micros(
                    "hour", 1083, i -> String.valueOf(i % 86_400 * 1_000_000L + i), MICROS),
            ParquetKind.micros("moment", 1114, i -> String.valueOf(i * 999_999_937L - 77), MICROS),
            ParquetKind.micros("zoned", 1184, i -> unlessEvery(10, i, i + 1 + "000001"), MICROS),
            ParquetKind.uuid("uuid", i -> "6b1a0c2e-0000-4000-8000-%012x".formatted(i * 7919L)),
            ParquetKind.text("word", i -> unlessEvery(3, i, List.of("", "ß", "漢字😀").get(i % 3))),
            ParquetKind.text("phrase", i -> "phrase number " + i + " of them"),
            // a dictionary that ends on the way: one value is too long for it
            ParquetKind.text("late", i -> i % 2500 == 2499 ? "x".repeat(3000) + i : "w" + i % 9),
            ParquetKind.json("json", i -> "{\"n\":%d,\"a\":[null,true]}".formatted(i % 100)),
            ParquetKind.bytea("bytes", i -> unlessEvery(3, i, "00ff%04x".formatted(i % 65_000))),
            ParquetKind.list(
                    "list",
                    i ->
                            unlessEvery(
                                    4,
                                    i,
                                    List.of("[]", "[null]", "[" + i + ",null,-7]").get(i % 3))),
            ParquetKind.text("nothing", _ -> null)
        };
    }

    private static final String MICROS = "epoch_us(%s)::varchar";

    @ParameterizedTest
    @EnumSource(Compression.class)
    void everyReaderReadsEveryKind(Compression compression) throws Exception {
        var rig = ParquetRig.of(12_000, everyKind()).with(compression, 2, 150_000);
        var file = rig.write(folder.resolve("kinds-" + compression + ".parquet"));
        assertThat(ParquetRows.rowGroups(file)).isGreaterThan(2);
        requireEqual(rig, file);
    }

    @Test
    void oneRowIsAFile() throws Exception {
        var rig = ParquetRig.of(1, everyKind());
        requireEqual(rig, rig.write(folder.resolve("one.parquet")));
    }

    @Test
    void noRowIsAFile() throws Exception {
        var rig = ParquetRig.of(0, everyKind());
        requireEqual(rig, rig.write(folder.resolve("none.parquet")));
    }

    @Test
    void twoHundredColumnsAreAFile() throws Exception {
        var kinds =
                IntStream.range(0, 200)
                        .mapToObj(column ->
                                ParquetKind.text(
                                        "c" + column,
                                        i -> unlessEvery(3 + column, i, i % 50 + "-" + i)))
                        .toArray(ParquetKind[]::new);
        var rig = ParquetRig.of(3_000, kinds).with(Compression.SNAPPY, 2, 400_000);
        var file = rig.write(folder.resolve("wide.parquet"));
        assertThat(ParquetRows.rowGroups(file)).isGreaterThan(1);
        requireEqual(rig, file);
    }

    private static void requireEqual(ParquetRig rig, Path file) throws Exception {
        var expected = sorted(rig.texts());
        assertThat(sorted(byParquetJava(rig, file))).isEqualTo(expected);
        assertThat(sorted(byDuck(rig, file))).isEqualTo(expected);
        assertThat(sorted(new Hyparquet().rows(file, rig.kinds()))).isEqualTo(expected);
    }

    private static List<List<@Nullable String>> sorted(List<List<@Nullable String>> rows) {
        return rows.stream().sorted(Comparator.comparing(String::valueOf)).toList();
    }

    private static List<List<@Nullable String>> byParquetJava(ParquetRig rig, Path file)
            throws Exception {
        var rows = new ArrayList<List<@Nullable String>>();
        for (var group : ParquetRows.read(file)) {
            var texts = new ArrayList<@Nullable String>();
            for (var kind : rig.kinds()) {
                boolean there = group.getFieldRepetitionCount(kind.name()) > 0;
                texts.add(there ? kind.group().apply(group) : null);
            }
            rows.add(texts);
        }
        return rows;
    }

    private static List<List<@Nullable String>> byDuck(ParquetRig rig, Path file) throws Exception {
        var texts = rig.kinds().stream().map(kind -> kind.duck().formatted(kind.name())).toList();
        return duck.rows("SELECT " + String.join(", ", texts) + " FROM file", file);
    }
}
