package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.request.ExportRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

@Timeout(120)
class SplitExportIT {
    private static final int ITEMS = 14_000;

    private static ExportRig rig;

    @TempDir private Path folder = Path.of("");

    @BeforeAll
    static void start() throws Exception {
        rig =
                new ExportRig()
                        .with(
                                """
                                CREATE TABLE items AS
                                SELECT g AS id, md5(g::text) AS word,
                                  CASE mod(g, 4) WHEN 0 THEN 'EU' WHEN 1 THEN 'a/b=c %%' WHEN 2 THEN ''
                                    ELSE NULL END AS region,
                                  mod(g, 2) AS half
                                FROM generate_series(1, %d) g\
                                """
                                        .formatted(ITEMS),
                                "ANALYZE items");
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    private static RecordedJob export(
            String sql, ExportFormat format, ExportOptions.Builder options) throws Exception {
        return rig.run(rig.job(sql, request(format, options)));
    }

    private static ExportRequest request(ExportFormat format, ExportOptions.Builder options) {
        return new ExportRequest(null, format, format.compressions().getFirst(), options.build());
    }

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"CSV", "JSONL", "PARQUET", "XLSX"})
    void partsHaveTheRowsThatWereAskedFor(ExportFormat format) throws Exception {
        var job = export("SELECT * FROM items", format, ExportOptions.with().rowsPerPart(6_000L));
        var manifest = job.manifest();
        assertThat(manifest.rowCount()).isEqualTo(ITEMS);
        assertThat(manifest.parts())
                .extracting(Manifest.Part::rows)
                .containsExactly(6_000L, 6_000L, 2_000L);
        assertThat(manifest.parts())
                .extracting(part -> part.name().substring(0, 10))
                .containsExactly("part-00000", "part-00001", "part-00002");
        assertThat(manifest.parts()).extracting(Manifest.Part::etag).doesNotContainNull();
        assertThat(job.parts()).as("small exports begin anew").isEmpty();
        assertThat(rig.leftBehind(job)).isEqualTo(4);
    }

    @Test
    void everyPartOfCsvHasItsHeaderAndTheNameThatWasAskedFor() throws Exception {
        var job =
                export(
                        "SELECT id FROM items WHERE id <= 5 ORDER BY id",
                        ExportFormat.CSV,
                        ExportOptions.with().rowsPerPart(2L).fileName("sales"));
        assertThat(job.manifest().parts())
                .extracting(Manifest.Part::name)
                .containsExactly("sales-00000.csv", "sales-00001.csv", "sales-00002.csv");
        var texts = new ArrayList<String>();
        for (var part : job.manifest().parts()) {
            texts.add(text(part));
        }
        assertThat(texts).containsExactly("id\n1\n2\n", "id\n3\n4\n", "id\n5\n");
    }

    @Test
    void oneFileIsNamedAsAskedEvenWhereThereCouldBeMore() throws Exception {
        var job =
                export(
                        "SELECT 1 AS one",
                        ExportFormat.CSV,
                        ExportOptions.with().rowsPerPart(2L).fileName("sales"));
        assertThat(job.manifest().parts())
                .extracting(Manifest.Part::name)
                .containsExactly("sales.csv");
    }

    @ParameterizedTest
    @CsvSource({"CSV, NONE", "CSV, ZSTD", "PARQUET, ZSTD"})
    void partsStayBelowTheBytesThatWereAskedFor(ExportFormat format, Compression compression)
            throws Exception {
        long most = format == ExportFormat.CSV ? 100_000 : 200_000;
        var job =
                rig.run(
                        rig.job(
                                "SELECT * FROM items",
                                new ExportRequest(
                                        null,
                                        format,
                                        compression,
                                        ExportOptions.with().bytesPerPart(most).build())));
        var parts = job.manifest().parts();
        assertThat(parts.size()).isGreaterThan(1);
        assertThat(parts).allMatch(part -> part.bytes() <= most && part.rows() > 0);
        assertThat(parts.getFirst().bytes()).isGreaterThan(most / 2);
        assertThat(parts.stream().mapToLong(Manifest.Part::rows).sum()).isEqualTo(ITEMS);
    }

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"CSV", "PARQUET"})
    void rowsLieInFoldersOfTheirValues(ExportFormat format) throws Exception {
        var job =
                export(
                        "SELECT id, region, half FROM items",
                        format,
                        ExportOptions.with().partitionBy(List.of("region", "half")));
        var extension = format == ExportFormat.CSV ? "csv" : "parquet";
        var manifest = job.manifest();
        assertThat(manifest.rowCount()).isEqualTo(ITEMS);
        assertThat(manifest.parts())
                .extracting(part -> part.name().replaceAll("part-\\d+", "part"))
                .containsExactlyInAnyOrder(
                        "region=EU/half=0/part." + extension,
                        "region=a%2Fb%3Dc %25/half=1/part." + extension,
                        "region=/half=0/part." + extension,
                        "region=__HIVE_DEFAULT_PARTITION__/half=1/part." + extension);
        assertThat(manifest.columns()).extracting(Manifest.Column::name).contains("region");
        var unknown = manifest.parts().stream().filter(p -> p.name().contains("HIVE")).toList();
        assertThat(unknown.getFirst().partition()).containsEntry("region", null);
        assertThat(unknown.getFirst().rows()).isEqualTo(ITEMS / 4);
        if (format == ExportFormat.CSV) {
            assertThat(text(unknown.getFirst()).lines().skip(1))
                    .allMatch(row -> row.endsWith(",,1"));
        } else {
            var file = Files.write(folder.resolve("x.parquet"), rig.content(unknown.getFirst()));
            try (var duck = new DuckDb()) {
                assertThat(duck.query("SELECT count(id) || ' ' || count(region) FROM file", file))
                        .containsExactly(ITEMS / 4 + " 0");
            }
        }
    }

    @Test
    void valuesTooLongForAFolderAreRefused() {
        assertThatThrownBy(() ->
                        export(
                                "SELECT repeat('x', 300) AS long FROM items",
                                ExportFormat.CSV,
                                ExportOptions.with().partitionBy(List.of("long"))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("longer than the 200 bytes");
    }

    @Test
    void moreFilesThanAnybodyWantsAreRefused() {
        var job =
                rig.job(
                        "SELECT * FROM items",
                        request(ExportFormat.CSV, ExportOptions.with().rowsPerPart(1L)));
        assertThatThrownBy(() -> rig.run(job))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("more than 10,000 files");
        assertThat(rig.leftBehind(job)).isZero();
    }

    @Test
    void noRowsAreOneFileWithItsHeader() throws Exception {
        for (var options :
                List.of(
                        ExportOptions.with().rowsPerPart(5L),
                        ExportOptions.with().partitionBy(List.of("region")))) {
            var job = export("SELECT * FROM items WHERE id < 0", ExportFormat.CSV, options);
            assertThat(job.manifest().parts()).hasSize(1);
            assertThat(text(job.manifest().parts().getFirst())).isEqualTo("id,word,region,half\n");
            assertThat(job.manifest().rowCount()).isZero();
        }
    }

    @Test
    void earlyPartsAreWrittenDownWhileTheExportRuns() throws Exception {
        var job =
                rig.job(
                        "SELECT half, count(*) AS n FROM items GROUP BY half",
                        request(
                                ExportFormat.CSV,
                                ExportOptions.with().rowsPerPart(1L).earlyParts(true)));
        rig.run(job);
        assertThat(job.parts()).hasSize(2);
        assertThat(job.manifest().parts())
                .extracting(Manifest.Part::key)
                .containsExactlyElementsOf(job.parts().stream().map(p -> p.key()).toList());
    }

    @Test
    void aSheetThatIsTooSmallIsRefusedBeforeAnythingIsRead() throws Exception {
        rig.with(
                "CREATE TABLE tall AS SELECT g FROM generate_series(1, 1300000) g", "ANALYZE tall");
        var job = rig.job("SELECT * FROM tall", request(ExportFormat.XLSX, ExportOptions.with()));
        assertThatThrownBy(() -> rig.run(job))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("sheets: \"many\"");
        assertThat(job.progress).isEmpty();
    }

    /// Two ranges of 16 MiB and one behind them, read by two readers into one file and into many.
    @Test
    void severalReadersReadEachRowOnce() throws Exception {
        var limits =
                new ExportSettings(
                        DataSize.ofMegabytes(512),
                        2,
                        2,
                        DataSize.ofMegabytes(4),
                        DataSize.ofMegabytes(20));
        try (var wide = new ExportRig(limits)) {
            wide.with(
                    "CREATE UNLOGGED TABLE wide AS SELECT g AS id, repeat(md5(g::text), 3) AS word"
                            + " FROM generate_series(1, 400000) g",
                    "ANALYZE wide");
            for (var format : List.of(ExportFormat.CSV, ExportFormat.PARQUET)) {
                var job =
                        wide.export("SELECT * FROM wide", format, format.compressions().getFirst());
                assertThat(job.manifest().rowCount()).isEqualTo(400_000);
                if (format == ExportFormat.CSV) {
                    // larger than what one file may have, so it has parts of a tenth of that
                    assertThat(job.manifest().parts()).hasSizeGreaterThan(15);
                    assertThat(job.manifest().parts())
                            .extracting(Manifest.Part::bytes)
                            .allMatch(bytes -> bytes <= 2_097_152);
                    assertThat(ids(wide, job)).hasSize(400_000);
                }
            }
        }
    }

    private static Set<Integer> ids(ExportRig from, RecordedJob job) throws Exception {
        var seen = new HashSet<Integer>();
        for (var part : job.manifest().parts()) {
            new String(from.content(part), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> Integer.valueOf(line.substring(0, line.indexOf(','))))
                    .forEach(id -> assertThat(seen.add(id)).as("%s", id).isTrue());
        }
        return seen;
    }

    private static String text(Manifest.Part part) throws Exception {
        return new String(rig.content(part), StandardCharsets.UTF_8);
    }
}
