package dev.sluice.jobstore.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.fault.PausePoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// Sweeps on one store for all tests of the JVM. JobRunr runs them beside, so a test waits for its turn.
abstract class SweepTestCase {
    static final String TENANT = StoreFixture.TENANT;

    static final StoreFixture store = StoreFixture.start();
    static final SweepTurns turns = new SweepTurns(store.db(), "test");
    static final SweepReports reports = new SweepReports(store.db());
    static final Sweeps sweeps =
            Sweeps.of(
                    store.db(),
                    "test",
                    store.retention(),
                    store.orphanSweep(),
                    new DeliverySweep(store.db(), Duration.ofDays(30)),
                    reports);

    @AfterEach
    void letEverythingPass() {
        store.files().whenListed(prefix -> {});
        store.files().beforeDeletion(prefix -> {});
        PausePoint.listen(point -> {});
    }

    /// Runs a sweep as soon as JobRunr's own run is over, and returns its report.
    static SweepReport swept(String name) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sweeps.ran(name));
        return reports.list(name, 1, null).items().getFirst();
    }

    static String ended(String more) {
        var job = store.submitAnalysis("how many").id();
        store.db()
                .execute(
                        "update job set state = 'CANCELLED', finished_at = now(), expires_at = now() +"
                                + " interval '7 days' where id = '"
                                + job
                                + "'");
        store.db().execute("update job set " + more + " where id = '" + job + "'");
        return job;
    }

    static String export() {
        return store.submitExport("SELECT * FROM sales", ExportOptions.DEFAULTS).id();
    }

    static void cancelled(String job) {
        store.claimed(job, "worker");
        store.jobs().cancel(TENANT, job);
        assertThat(store.transitions().cancelled(job, 1)).isTrue();
    }

    static void part(String job, int attempt, int number) {
        file(job, attempt, "part-" + number);
        store.db()
                .execute(
                        """
                        insert into job_part (job_id, number, attempt, object_key, row_count, byte_count,
                            sha256, guarded_cells, partition_values, coverage)
                        values (?, ?, ?, ?, 1, 1, 'ff', 0, '{}', '[]') on conflict do nothing
                        """,
                        job,
                        number,
                        attempt,
                        key(job, attempt, "part-" + number));
    }

    static void file(String job, int attempt, String name) {
        store.files().add(key(job, attempt, name));
    }

    static String key(String job, int attempt, String name) {
        return TENANT + "/" + job + "/" + attempt + "/" + name;
    }

    static List<String> files(String job) {
        return store.files().below(TENANT + "/" + job + "/");
    }

    static long uploads(String job) {
        return store.files().unfinishedUploads().stream()
                .filter(upload -> upload.key().contains(job))
                .count();
    }

    static boolean exists(String job) {
        return store.jobs().find(null, job).isPresent();
    }

    static int daysKept(String job) {
        return store.db()
                .fetchSingle(
                        "select extract(day from expires_at - finished_at)::int from job where id = ?",
                        job)
                .get(0, Integer.class);
    }

    static int count(String from) {
        return store.db().fetchSingle("select count(*) from " + from).get(0, Integer.class);
    }

    static List<String> routes(String from, String column) {
        return store.db().fetch("select " + column + " from " + from).getValues(0, String.class);
    }

    static String audit(String subject) {
        return store.db()
                .fetchSingle(
                        "select coalesce(string_agg(concat_ws(' ', action, detail), '; '), '') from audit where subject = ?",
                        subject)
                .get(0, String.class);
    }
}
