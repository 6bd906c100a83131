package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Exports by a worker in a process of its own, each held against its manifest.
///
/// @param folder takes the downloaded files
/// @param patience for each export
record ProcessExports(GatewayHalf gateway, WorkerProcess worker, Path folder, Duration patience) {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessExports.class);

    Job submit(String sql, ExportFormat format, Compression compression) {
        return gateway.submit(sql, format, compression);
    }

    /// The file, once it is there: in the first attempt, with that many rows, and with the bytes and
    /// the hash that the manifest names.
    StoredFile finished(Job submitted, long rows) throws IOException {
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    assertThat(worker.alive()).as("%s", worker.log()).isTrue();
                    return gateway.job(submitted).state().terminal();
                });
        var job = gateway.job(submitted);
        assertThat(job.state()).as("%s", job.error()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.attempt()).isEqualTo(1);
        var manifest = gateway.manifest(submitted);
        assertThat(manifest.rowCount()).isEqualTo(rows);
        var part = manifest.parts().getFirst();
        var file = StoredFile.download(gateway, part, folder);
        assertThat(file.bytes()).isEqualTo(part.bytes());
        assertThat(file.sha256()).isEqualTo(part.sha256());
        LOG.info(
                "{} rows as {}: {} MB in {} s",
                rows,
                manifest.format(),
                file.bytes() / 1_000_000,
                seconds(job));
        return file;
    }

    /// The first column of the first row of a query about the file, by DuckDB.
    String ask(String sql, StoredFile file) throws SQLException {
        try (var duckDb = new DuckDb()) {
            return String.valueOf(duckDb.query(sql, file.path()).getFirst());
        }
    }

    void report(String heap, long rows) {
        LOG.info(
                "{} rows with -Xmx{}: {} MB resident at most",
                rows,
                heap,
                worker.peakMemory().orElse(0) / 1_000_000);
    }

    private static double seconds(Job job) {
        var start = Objects.requireNonNull(job.startedAt());
        return Duration.between(start, Objects.requireNonNull(job.finishedAt())).toMillis() / 1e3;
    }
}
