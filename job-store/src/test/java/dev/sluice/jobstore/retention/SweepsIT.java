package dev.sluice.jobstore.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.fault.PausePoint;
import dev.sluice.model.job.Ids;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Sweeps by hand: those of JobRunr are kept away by taking its turns.
class SweepsIT {
    private static final String TENANT = StoreFixture.TENANT;

    private static StoreFixture store;
    private static SweepTurns turns;
    private static Sweeps sweeps;
    private static SweepReports reports;

    @BeforeAll
    static void start() {
        store = StoreFixture.start();
        turns = new SweepTurns(store.db(), "test");
        reports = new SweepReports(store.db());
        sweeps = Sweeps.of(store.db(), "test", store.retention(), store.orphanSweep(), reports);
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @AfterEach
    void letEverythingPass() {
        store.files().whenListed(prefix -> {});
        store.files().beforeDeletion(prefix -> {});
        PausePoint.listen(point -> {});
    }

    @Test
    void questionsAreRemovedWithEverythingAndAnAuditLineStays() {
        var old = ended("finished_at = now() - interval '91 days'");
        var young = ended("finished_at = now() - interval '89 days'");

        var report = swept("remove-questions");

        assertThat(report.failed()).isFalse();
        assertThat(report.overdue()).isZero();
        assertThat(exists(old)).isFalse();
        assertThat(exists(young)).isTrue();
        assertThat(count("job_event where job_id = '" + old + "'")).isZero();
        assertThat(audit(old)).contains("job.removed questions_days are over");
    }

    @Test
    void eachTenantHasItsOwnTime() {
        var job = ended("finished_at = now() - interval '3 days'");
        store.db()
                .execute("insert into tenant (id, name, questions_days) values ('hasty', 'h', 2)");
        var theirs = ended("finished_at = now() - interval '3 days', tenant_id = 'hasty'");
        swept("remove-questions");
        assertThat(exists(theirs)).isFalse();
        assertThat(exists(job)).isTrue();
    }

    @Test
    void oneRunTakesWhatIsDueHoweverMuchItIs() {
        for (int i = 0; i < 3; i++) {
            ended("expires_at = now() - interval '1 s'");
        }
        store.db()
                .execute(
                        """
                        insert into job (id, tenant_id, type, state, lane, priority, tags, request, cost,
                            deadline, finished_at, expires_at)
                        select 'job_' || lpad(n::text, 26, 'b'), 'default', 'ANALYSIS', 'SUCCEEDED', 'ANALYZE',
                            1, '{}', '{}', 1, now(), now() - interval '2 h',
                            now() - interval '1 h' - (n / 100) * interval '1 s'
                        from generate_series(1, 450) n
                        """);
        var report = swept("expire-results");
        assertThat(report.removed()).isGreaterThanOrEqualTo(450);
        assertThat(report.overdue()).isZero();
        assertThat(count("job where expires_at < now() and purged_at is null")).isZero();
        store.db().execute("delete from job where id like 'job_bbb%'");
    }

    @Test
    void whatStopsBetweenFilesAndRowsIsGoneOnWith() {
        var job = export();
        cancelled(job);
        file(job, 1, "part-0");
        store.jobs().delete(TENANT, job);
        var me = Thread.currentThread();
        PausePoint.listen(point -> {
            if (point == PausePoint.DELETE_AFTER_OBJECTS && Thread.currentThread() == me) {
                throw new Killed();
            }
        });
        // Housekeeping may have been faster
        if (count("job where id = '" + job + "'") == 1) {
            assertThatThrownBy(() -> store.retention().removeDeleted()).isInstanceOf(Killed.class);
            assertThat(files(job)).isEmpty();
            assertThat(count("job where id = '" + job + "'")).as("the row is there").isOne();
            assertThat(audit(job)).doesNotContain("job.removed");
        }
        PausePoint.listen(point -> {});

        swept("remove-deleted");

        assertThat(count("job where id = '" + job + "'")).isZero();
        assertThat(audit(job)).containsOnlyOnce("job.removed");
    }

    @Test
    void aRunThatFailsIsSeenInItsReportAndKeepsNobody() {
        var stuck = export();
        cancelled(stuck);
        var other = export();
        cancelled(other);
        store.db()
                .execute(
                        "update job set expires_at = now() - interval '1 h' where id in (?, ?)",
                        stuck,
                        other);
        store.files()
                .beforeDeletion(prefix -> {
                    if (prefix.contains(stuck)) {
                        throw Problem.of(ProblemType.STORE_FAILED, "It answered 503.")
                                .toException();
                    }
                });

        var broken = swept("expire-results");

        assertThat(broken.failed()).isTrue();
        assertThat(broken.detail()).contains(stuck, "503");
        assertThat(broken.overdue()).isEqualTo(1);
        assertThat(count("job where purged_at is not null and id = '" + other + "'")).isOne();

        letEverythingPass();
        var mended = swept("expire-results");
        assertThat(mended.failed()).isFalse();
        assertThat(mended.overdue()).isZero();
    }

    @Test
    void twoGatewaysDoNotRunTheSameSweepAtOnce() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> {
                    var turn = turns.take("prove");
                    turn.ifPresent(mine -> {
                        assertThat(sweeps.ran("prove")).isFalse();
                        assertThat(new SweepTurns(store.db(), "other").take("prove")).isEmpty();
                        mine.close();
                    });
                    return turn.isPresent();
                });
        assertThat(swept("prove").sweep()).isEqualTo("prove");

        var left = turns.take("prove").orElseThrow();
        store.db()
                .execute(
                        "update leader_lease set until = now() - interval '1 s' where name = 'sweep.prove'");
        var taken = new SweepTurns(store.db(), "other").take("prove").orElseThrow();
        left.close();
        assertThat(turns.take("prove")).as("a turn that was lost is not given up").isEmpty();
        taken.close();
    }

    @Test
    void shortLivedRowsAreForgotten() {
        var ended = ended("priority = 1");
        store.db().execute("insert into tenant (id, name) values ('idle', 'idle')");
        store.db()
                .execute(
                        """
                        insert into idempotency (tenant_id, route, key, body_hash, created_at) values
                            ('default', 'POST /old', 'k', '', now() - interval '25 h'),
                            ('default', 'POST /new', 'k', '', now() - interval '23 h');
                        insert into worker_slot (worker, lane, slots, free, seen_at) values
                            ('dead', 'EXPORT', 1, 1, now() - interval '25 h'),
                            ('quiet', 'EXPORT', 1, 1, now() - interval '1 h');
                        insert into lane_share (lane, tenant_id, served, updated_at) values
                            ('EXPORT', 'idle', 5, now() - interval '25 h'),
                            ('ANALYZE', 'idle', 5, now() - interval '1 h');
                        insert into sweep_report (sweep, began_at, ended_at, checked, removed, overdue) values
                            ('old', now(), now() - interval '91 days', 1, 1, 0),
                            ('found', now(), now() - interval '89 days', 1, 1, 0),
                            ('quiet', now(), now() - interval '25 h', 0, 0, 0);
                        """);
        store.db()
                .execute(
                        "insert into export_snapshot (job_id, keeper) values ('"
                                + ended
                                + "', 'dead')");
        var call = ended("type = 'CALL', created_at = now() - interval '61 min'");
        var freshCall = ended("type = 'CALL', created_at = now() - interval '59 min'");

        var report = swept("forget-short-lived");

        assertThat(report.overdue()).isZero();
        assertThat(routes("idempotency", "route")).containsExactly("POST /new");
        assertThat(routes("worker_slot where worker in ('dead', 'quiet')", "worker"))
                .containsExactly("quiet");
        assertThat(routes("lane_share where tenant_id = 'idle'", "lane"))
                .containsExactly("ANALYZE");
        assertThat(routes("sweep_report where sweep in ('old', 'found', 'quiet')", "sweep"))
                .containsExactly("found");
        assertThat(count("export_snapshot where job_id = '" + ended + "'")).isZero();
        assertThat(count("job where id = '" + call + "'")).isZero();
        assertThat(count("job where id = '" + freshCall + "'")).isOne();
    }

    @Test
    void aChangedRetentionHoldsForJobsThatHaveEnded() {
        store.db().execute("insert into tenant (id, name) values ('changing', 'c')");
        var analysis = ended("finished_at = now() - interval '5 days', tenant_id = 'changing'");
        var purged =
                ended(
                        "finished_at = now() - interval '9 days', purged_at = now(), tenant_id ="
                                + " 'changing', expires_at = now() - interval '2 days'");
        var export = export();
        cancelled(export);
        store.db()
                .execute(
                        """
                        update job set state = 'SUCCEEDED', tenant_id = 'changing', finished_at = now()
                            where id = ?
                        """,
                        export);
        swept("align-expiry");
        assertThat(daysKept(analysis)).isEqualTo(7);

        store.db()
                .execute(
                        "update tenant set results_days = 3, files_days = 30 where id = 'changing'");
        assertThat(swept("align-expiry").overdue()).isZero();
        assertThat(daysKept(analysis)).as("shorter holds at once").isEqualTo(3);
        assertThat(daysKept(export)).isEqualTo(30);

        store.db().execute("update tenant set results_days = 100 where id = 'changing'");
        store.retention().alignSoon("changing");
        await().atMost(Duration.ofSeconds(20)).until(() -> daysKept(analysis) == 100);
        assertThat(daysKept(purged)).as("nothing is left to keep longer").isEqualTo(7);
    }

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

    /// Runs a sweep as soon as JobRunr's own run is over, and returns its report.
    private static SweepReport swept(String name) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sweeps.ran(name));
        return reports.list(name, 1, null).items().getFirst();
    }

    private static String ended(String more) {
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

    private static String export() {
        return store.submitExport("SELECT * FROM sales", ExportOptions.DEFAULTS).id();
    }

    private static void cancelled(String job) {
        store.claimed(job, "worker");
        store.jobs().cancel(TENANT, job);
        assertThat(store.transitions().cancelled(job, 1)).isTrue();
    }

    private static void part(String job, int attempt, int number) {
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

    private static void file(String job, int attempt, String name) {
        store.files().add(key(job, attempt, name));
    }

    private static String key(String job, int attempt, String name) {
        return TENANT + "/" + job + "/" + attempt + "/" + name;
    }

    private static List<String> files(String job) {
        return store.files().below(TENANT + "/" + job + "/");
    }

    private static long uploads(String job) {
        return store.files().unfinishedUploads().stream()
                .filter(upload -> upload.key().contains(job))
                .count();
    }

    private static boolean exists(String job) {
        return store.jobs().find(null, job).isPresent();
    }

    private static int daysKept(String job) {
        return store.db()
                .fetchSingle(
                        "select extract(day from expires_at - finished_at)::int from job where id = ?",
                        job)
                .get(0, Integer.class);
    }

    private static int count(String from) {
        return store.db().fetchSingle("select count(*) from " + from).get(0, Integer.class);
    }

    private static List<String> routes(String from, String column) {
        return store.db().fetch("select " + column + " from " + from).getValues(0, String.class);
    }

    private static String audit(String subject) {
        return store.db()
                .fetchSingle(
                        "select coalesce(string_agg(concat_ws(' ', action, detail), '; '), '') from audit where subject = ?",
                        subject)
                .get(0, String.class);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
