package dev.sluice.jobstore.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportFilesIT {
    private static final String TENANT = StoreFixture.TENANT;

    private static StoreFixture store;

    private String job = "";
    private String prefix = "";

    @BeforeAll
    static void start() {
        store = StoreFixture.start();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @BeforeEach
    void submit() {
        job = store.submitExport("SELECT * FROM sales", ExportOptions.DEFAULTS).id();
        prefix = TENANT + "/" + job + "/";
    }

    @Test
    void theSweepKeepsWhatALaterAttemptMayGoOnBehind() {
        store.claimed(job, "worker");
        recordedPart(1, 0);
        recordedPart(1, 1);
        file(1, "part-2");
        store.transitions().giveBack(job, 1);
        sweep();
        assertThat(files()).as("queued").containsExactly("1/part-0", "1/part-1");

        store.claimed(job, "worker");
        file(2, "part-2");
        sweep();
        assertThat(files()).as("runs").containsExactly("1/part-0", "1/part-1", "2/part-2");

        store.db().execute("delete from job_part where job_id = ? and number = 1", job);
        sweep();
        assertThat(files()).as("forgot one").containsExactly("1/part-0", "2/part-2");
    }

    @Test
    void theSweepKeepsWhatAManifestNamesUnderAnyAttempt() {
        store.claimed(job, "worker");
        file(1, "part-0");
        file(1, "part-1");
        store.transitions().giveBack(job, 1);
        store.claimed(job, "worker");
        file(2, "part-1");
        file(2, "manifest.json");
        assertThat(store.transitions().succeed(job, 2, manifest("1/part-0", "2/part-1"))).isTrue();
        sweep();
        assertThat(files()).containsExactly("1/part-0", "2/manifest.json", "2/part-1");
    }

    @Test
    void partsOfAnExportThatWasCancelledInTheQueueAreRemoved() {
        store.claimed(job, "worker");
        recordedPart(1, 0);
        store.transitions().giveBack(job, 1);
        store.retention().removeUnpublished();
        assertThat(files()).as("may still succeed").containsExactly("1/part-0");

        store.jobs().cancel(TENANT, job);
        store.retention().removeUnpublished();
        assertThat(files()).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void expiryAndDeletionTakePartsAlong() {
        store.claimed(job, "worker");
        recordedPart(1, 0);
        assertThat(store.transitions().succeed(job, 1, manifest("1/part-0"))).isTrue();
        store.retention().removeUnpublished();
        sweep();
        assertThat(files()).as("succeeded").containsExactly("1/part-0");

        store.db().execute("update job set expires_at = now() - interval '1 s' where id = ?", job);
        // Housekeeping may be faster
        store.retention().expireResults();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> {
                    assertThat(files()).isEmpty();
                    assertThat(rows()).isZero();
                });

        store.jobs().delete(TENANT, job);
        store.retention().removeDeleted();
        assertThat(store.jobs().find(TENANT, job)).isEmpty();
    }

    private void recordedPart(int attempt, int number) {
        file(attempt, "part-" + number);
        store.db()
                .execute(
                        """
                        insert into job_part (job_id, number, attempt, object_key, row_count, byte_count,
                            sha256, guarded_cells, partition_values, coverage)
                        values (?, ?, ?, ?, 1, 1, 'ff', 0, '{}', '[]')
                        """,
                        job,
                        number,
                        attempt,
                        prefix + attempt + "/part-" + number);
    }

    private void file(int attempt, String name) {
        store.files().add(prefix + attempt + "/" + name);
    }

    private List<String> files() {
        return store.files().below(prefix).stream()
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    private int rows() {
        return store.db()
                .fetchSingle("select count(*) from job_part where job_id = ?", job)
                .get(0, Integer.class);
    }

    private void sweep() {
        store.orphanSweep().run();
    }

    private Manifest manifest(String... parts) {
        return new Manifest(
                job,
                ExportFormat.CSV,
                Compression.NONE,
                true,
                false,
                parts.length,
                parts.length,
                Instant.EPOCH,
                null,
                "SELECT 1",
                List.of(),
                0,
                List.of(),
                List.of(parts).stream()
                        .map(part -> new Manifest.Part(part, prefix + part, 1, 1, "ff", null, null))
                        .toList());
    }
}
