package dev.sluice.jobstore.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.fault.PausePoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionIT extends SweepTestCase {
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

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
