package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
}
