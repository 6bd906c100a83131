package dev.sluice.jobstore.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import dev.sluice.model.message.JobReady;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Jobs that lost their workers twice are suspected of killing them, and kept apart.
class SuspectsIT {
    private static Dispatching given;

    @BeforeAll
    static void start() {
        given = Dispatching.start();
    }

    @AfterAll
    static void stop() {
        given.close();
    }

    @BeforeEach
    void empty() {
        given.clear();
        given.slots(Lane.EXPORT, 20);
    }

    @Test
    void aWorkerRunsOneSuspectAtATimeAndAnybodyElseBesideIt() {
        given.queue(StoreFixture.TENANT, Lane.EXPORT, 3, 1_000);
        var calls = given.turn();
        suspect(calls.get(0));
        suspect(calls.get(1));

        assertThat(claimed(calls.get(0), "a")).isTrue();
        assertThat(claimed(calls.get(1), "a")).isFalse();
        assertThat(claimed(calls.get(2), "a")).isTrue();

        given.turn();
        assertThat(given.onTheWay()).isEmpty();
        assertThat(text("charged", calls.get(1))).isNull();
        assertThat(text("failures", calls.get(1))).isEqualTo("2");
        assertThat(served()).isEqualTo(2 * (Cost.EXPORT_OVERHEAD + 1_000));

        pauseIsOver(calls.get(1));
        assertThat(claimed(given.turn().getFirst(), "b")).isTrue();
    }

    /// The worker dies of it as often as it may. Whoever was there with it is counted twice, not more.
    @Test
    void poisonEndsAmongTheDeadLettersAndItsCompanyDoesNot() {
        given.queue(StoreFixture.TENANT, Lane.EXPORT, 9, 1_000);
        var poison = "job_default_export_1_000005";
        var kills = 0;
        while (state(poison) != JobState.FAILED) {
            var worker = "worker" + kills;
            var begun = new ArrayList<String>();
            for (var call : given.turn()) {
                if (claimed(call, worker)) {
                    begun.add(call.jobId());
                }
            }
            given.turn();
            if (begun.contains(poison)) {
                kills++;
                begun.forEach(SuspectsIT::lose);
            } else {
                begun.forEach(job -> given.finish(job, 10));
            }
            given.db.execute("update job set not_before = now() where not_before is not null");
        }
        assertThat(kills).isEqualTo(5);
        given.turn();
        while (!given.onTheWay().isEmpty()) {
            given.workOffWhateverIsOnTheWay();
            given.db.execute("update job set not_before = now() where not_before is not null");
            given.turn();
        }
        var others = given.db.fetch("select state, failures from job where id <> ?", poison);
        assertThat(others).hasSize(8);
        assertThat(others.getValues("state", String.class)).containsOnly("SUCCEEDED");
        assertThat(others.getValues("failures", Integer.class)).allMatch(count -> count <= 2);
        assertThat(given.store.jobs().deadLetters(null, 10, null).items())
                .extracting("id")
                .isEqualTo(List.of(poison));
    }

    private static boolean claimed(JobReady call, String worker) {
        return given.store.transitions().claim(call, worker).isPresent();
    }

    private static void lose(String job) {
        given.db.execute(
                "update job set lease_until = now() - interval '1 second' where id = ?", job);
        var attempt = (int) given.db.fetchValue("select attempt from job where id = ?", job);
        assertThat(given.store.transitions().leaseLost(job, attempt)).isTrue();
    }

    private static void suspect(JobReady call) {
        given.db.execute(
                "update job set attempt = 2, failures = 2, started_at = now() where id = ?",
                call.jobId());
        given.db.execute(
                "insert into job_attempt (job_id, attempt, worker, finished_at, outcome) select ?, n, 'gone', now(), 'lost' from generate_series(1, 2) n",
                call.jobId());
    }

    private static void pauseIsOver(JobReady call) {
        given.db.execute("update job set not_before = now() where id = ?", call.jobId());
    }

    private static JobState state(String job) {
        return JobState.valueOf(
                given.db
                        .fetchSingle("select state from job where id = ?", job)
                        .get(0, String.class));
    }

    private static @org.jspecify.annotations.Nullable String text(String column, JobReady call) {
        return given.db
                .fetchSingle("select " + column + "::text from job where id = ?", call.jobId())
                .get(0, String.class);
    }

    private static double served() {
        return given.db.fetchSingle("select served from lane_share").get(0, Double.class);
    }
}
