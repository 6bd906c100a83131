package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.TestServers;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/// Jobs from their acceptance to their end: job store, Kafka, source and object store are real, the
/// worker is the whole worker.
@Timeout(120)
class ExportJobIT {
    private static final int ITEMS = 5_000;

    /// Twenty-five million rows, 700 MB.
    private static final String LARGE =
            "SELECT a.id, b.id AS other, a.word FROM items a CROSS JOIN items b";

    private static final String COPIES =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND query LIKE 'COPY%' AND state = 'active'";

    private static GatewayHalf gateway;
    private static SeverableLink store;
    private static ConfigurableApplicationContext worker;

    @TempDir private Path folder = Path.of("");

    @BeforeAll
    static void start() throws Exception {
        gateway =
                new GatewayHalf()
                        .with(
                                "CREATE TABLE items AS SELECT g AS id, md5(g::text) AS word"
                                        + " FROM generate_series(1, %d) g".formatted(ITEMS));
        store = new SeverableLink(TestServers.s3().endpoint());
        var settings = new HashMap<>(gateway.workerSettings());
        settings.put("sluice.s3.endpoint", store.endpoint());
        settings.put("sluice.management-port", "0");
        worker =
                ExportWorkerApplication.start(
                        settings.entrySet().stream()
                                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                                .toArray(String[]::new));
    }

    @AfterAll
    static void stop() throws Exception {
        worker.close();
        store.close();
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({"CSV,NONE", "CSV,GZIP", "PARQUET,ZSTD"})
    void aJobEndsWithAManifestOfAFileThatIsThere(ExportFormat format, Compression compression)
            throws Exception {
        var submitted = gateway.submit("SELECT * FROM items", format, compression);
        var job = ended(submitted);

        assertThat(job.state()).as("%s", job.error()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.attempt()).isEqualTo(1);
        var manifest = gateway.manifest(submitted);
        assertThat(manifest.rowCount()).isEqualTo(ITEMS);
        var part = manifest.parts().getFirst();
        var file = StoredFile.download(gateway, part, folder);
        assertThat(file.bytes()).isEqualTo(part.bytes());
        assertThat(file.sha256()).isEqualTo(part.sha256());
    }

    @Test
    void aCancelledExportStopsReadingAndLeavesNothing() throws Exception {
        var submitted = gateway.submit(LARGE, ExportFormat.CSV, Compression.NONE);
        awaitRows(submitted);

        gateway.jobs().cancel(GatewayHalf.TENANT, submitted.id());

        assertThat(ended(submitted).state()).isEqualTo(JobState.CANCELLED);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(gateway.query(COPIES)).isEqualTo("0"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(left(submitted)).isZero());
    }

    @Test
    void aStoreThatBreaksOffIsTriedAgainAndTheResultIsWhole() throws Exception {
        var rows = 3_000_000L;
        store.cutAfter(30_000_000); // of some 125 MB
        var submitted =
                gateway.submit(LARGE + " LIMIT " + rows, ExportFormat.CSV, Compression.NONE);
        await().atMost(Duration.ofSeconds(60)).until(() -> gateway.job(submitted).failures() > 0);
        assertThat(store.isCut()).isTrue();
        store.mend();

        var job = ended(submitted);
        assertThat(job.state()).as("%s", job.error()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.attempt()).isEqualTo(job.failures() + 1);
        var manifest = gateway.manifest(submitted);
        assertThat(manifest.rowCount()).isEqualTo(rows);
        var part = manifest.parts().getFirst();
        assertThat(part.key()).contains("/" + job.attempt() + "/");
        var file = StoredFile.download(gateway, part, folder);
        assertThat(file.sha256()).isEqualTo(part.sha256());
        try (var lines = Files.lines(file.path())) {
            assertThat(lines.count()).isEqualTo(rows + 1);
        }
        // the broken attempt could not clean up behind itself
        gateway.sweepOrphans();
        assertThat(left(submitted)).isEqualTo(2); // the file and its manifest
    }

    private static void awaitRows(Job submitted) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> {
                    return gateway.job(submitted).progress() instanceof Progress progress
                            && progress.rows() > 0;
                });
    }

    private static Job ended(Job submitted) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> gateway.job(submitted).state().terminal());
        return gateway.job(submitted);
    }

    /// Objects and unfinished uploads of all attempts.
    private static int left(Job job) {
        return StoredObjects.count(gateway.bucket(), GatewayHalf.TENANT + "/" + job.id() + "/");
    }
}
