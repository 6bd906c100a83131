package dev.sluice.jobstore.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.job.Ids;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrphanSweepIT extends SweepTestCase {
    @Test
    void theProofCountsWhatShouldHaveGoneLongAgo() {
        var job = export();
        cancelled(job);
        file(job, 1, "part-0");
        store.db()
                .execute(
                        "update job_attempt set finished_at = now() - interval '3 h' where job_id = ?",
                        job);
        var young = export();
        cancelled(young);
        file(young, 1, "part-0");

        swept("align-expiry");

        var proof = swept("prove");

        assertThat(proof.removed()).isZero();
        assertThat(proof.overdue()).isEqualTo(1);
        assertThat(proof.detail()).contains("sweep-orphans 1", "expire-results 0");
        assertThat(files(job)).as("only looked at").isNotEmpty();
        swept("sweep-orphans");
        assertThat(files(young)).isEmpty();
        assertThat(swept("prove").overdue()).isZero();
    }

    @Test
    void theSweepTakesUploadsOfAttemptsThatDoNotLive() {
        var job = export();
        store.claimed(job, "worker");
        store.files().begin(key(job, 1, "part-0"));
        swept("sweep-orphans");
        assertThat(uploads(job)).as("lives").isEqualTo(1);

        store.transitions().giveBack(job, 1);
        store.claimed(job, "worker");
        store.files().begin(key(job, 2, "part-0"));
        swept("sweep-orphans");
        assertThat(uploads(job)).as("only the second lives").isEqualTo(1);

        var gone = Ids.next("job");
        store.files().begin(TENANT + "/" + gone + "/1/part-0");
        store.files().begin("backups/2026/11/dump");
        store.files().add("backups/2026/11/dump");
        file(gone, 3, "part-7");
        var report = swept("sweep-orphans");
        assertThat(uploads(gone)).isZero();
        assertThat(files(gone)).isEmpty();
        assertThat(store.files().below("backups/")).as("not ours").hasSize(1);
        assertThat(report.detail()).contains("not ours");
    }

    @Test
    void anAttemptThatIsLostWhileTheSweepRunsKeepsWhatALaterOneNeeds() {
        var job = export();
        store.claimed(job, "worker");
        part(job, 1, 0);
        file(job, 1, "part-1");
        var steps = new AtomicInteger();
        store.files()
                .whenListed(prefix -> {
                    if (prefix.endsWith(job + "/") && steps.getAndIncrement() == 0) {
                        store.transitions().giveBack(job, 1);
                        store.claimed(job, "another");
                        file(job, 2, "part-1");
                    }
                });
        swept("sweep-orphans");
        assertThat(steps.get()).isPositive();
        assertThat(files(job)).containsExactly(key(job, 1, "part-0"), key(job, 2, "part-1"));
    }

    @Test
    void anUploadThatEndsWhileTheSweepRunsIsKept() {
        var job = export();
        store.claimed(job, "worker");
        store.files().begin(key(job, 1, "part-0"));
        store.files()
                .whenListed(prefix -> {
                    if (prefix.endsWith(job + "/")) {
                        part(job, 1, 0);
                    }
                });
        swept("sweep-orphans");
        assertThat(files(job)).containsExactly(key(job, 1, "part-0"));
    }

    @Test
    void whatAStaleWorkerWritesForADeletedJobIsSwept() {
        var job = export();
        store.claimed(job, "stale");
        store.jobs().cancel(TENANT, job);
        store.transitions().cancelled(job, 1);
        store.jobs().delete(TENANT, job);
        swept("remove-deleted");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> count("job where id = '" + job + "'") == 0);

        file(job, 1, "part-0");
        store.files().begin(key(job, 1, "part-1"));
        swept("sweep-orphans");

        assertThat(files(job)).isEmpty();
        assertThat(uploads(job)).isZero();
    }
}
