package dev.sluice.jobstore.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.FinishedPart.Coverage;
import dev.sluice.model.job.JobState;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FinishedPartsIT {
    private static final String TENANT = StoreFixture.TENANT;

    private static StoreFixture store;

    @BeforeAll
    static void start() {
        store = StoreFixture.start();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    void aLaterAttemptFindsWhatEarlierOnesFinished() {
        var job = export(ExportOptions.DEFAULTS);
        var first = attempt(job);
        var partition = new HashMap<String, @Nullable String>();
        partition.put("region", "EU");
        partition.put("country", null);
        var second =
                new FinishedPart(
                        1,
                        first.objectPrefix() + "part-00001.csv",
                        7,
                        70,
                        "beef",
                        null,
                        3,
                        partition,
                        List.of(new Coverage(0, 10, 17, true), new Coverage(4, 0, 2, false)));
        first.partFinished(second);
        first.partFinished(part(first, 0));
        first.fail(Problem.of(ProblemType.SOURCE_FAILED, "connection lost"));

        var next = attempt(job);
        assertThat(next.attempt()).isEqualTo(2);
        assertThat(next.parts()).containsExactly(part(first, 0), second);
        next.partFinished(part(next, 2));
        assertThat(next.parts()).hasSize(3);
        next.forgetParts();
        assertThat(next.parts()).isEmpty();
        next.partFinished(part(next, 0));
        assertThat(next.parts()).containsExactly(part(next, 0));
    }

    @Test
    void aStaleAttemptRecordsAndForgetsNothing() {
        var job = export(ExportOptions.DEFAULTS);
        var stale = attempt(job);
        stale.partFinished(part(stale, 0));
        store.db().execute("update job set lease_until = now() - interval '1 s' where id = ?", job);
        // The sweeper may be faster: whoever it is, the attempt is lost once
        store.transitions().leaseLost(job, 1);
        assertThatThrownBy(() -> stale.partFinished(part(stale, 1))).isInstanceOf(LeaseLost.class);

        var next = attempt(job);
        assertThatThrownBy(() -> stale.partFinished(part(stale, 1))).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(stale::forgetParts).isInstanceOf(LeaseLost.class);
        assertThat(next.parts()).containsExactly(part(stale, 0));
        assertThat(stale.requested()).isTrue();
    }

    @Test
    void aPartThatMeetsATakeoverWaitsForItAndIsRefused() throws Exception {
        var job = export(ExportOptions.DEFAULTS);
        var stale = attempt(job);
        try (var takeover = store.connect();
                var statement = takeover.createStatement()) {
            takeover.setAutoCommit(false);
            statement.execute("UPDATE job SET attempt = 2 WHERE id = '" + job + "'");
            var recorded = CompletableFuture.runAsync(() -> stale.partFinished(part(stale, 0)));
            await().atMost(Duration.ofSeconds(4)).until(FinishedPartsIT::somebodyWaits);
            assertThat(recorded).isNotDone();
            takeover.commit();
            assertThat(recorded)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(LeaseLost.class);
        }
        assertThat(stale.parts()).isEmpty();
    }

    private static boolean somebodyWaits() {
        return !store.db()
                .fetch(
                        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                .isEmpty();
    }

    @Test
    void nothingIsRecordedAfterACancelRequest() {
        var job = export(ExportOptions.DEFAULTS);
        var attempt = attempt(job);
        store.jobs().cancel(TENANT, job);
        assertThatThrownBy(() -> attempt.partFinished(part(attempt, 0)))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(attempt::forgetParts).isInstanceOf(CancellationException.class);
        attempt.stopped();
        assertThat(attempt.endedAs()).isEqualTo(JobState.CANCELLED);
        assertThat(attempt.parts()).isEmpty();
    }

    @Test
    void aRecordWhoseAnswerWasLostIsOneRecord() {
        var job = export(ExportOptions.DEFAULTS);
        var attempt = attempt(job);
        attempt.partFinished(part(attempt, 0));
        attempt.partFinished(part(attempt, 0));
        assertThat(attempt.parts()).hasSize(1);
        var other = new FinishedPart(0, "elsewhere", 1, 1, "ff", null, 0, Map.of(), List.of());
        assertThatThrownBy(() -> attempt.partFinished(other))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void earlyPartsAreShownWhereTheyWereAskedFor() {
        var asked = export(ExportOptions.with().earlyParts(true).build());
        assertThat(store.jobs().earlyParts(TENANT, asked)).isEmpty();
        var attempt = attempt(asked);
        assertThat(store.jobs().earlyParts(TENANT, asked)).hasValue(List.of());
        attempt.partFinished(part(attempt, 0));
        attempt.fail(Problem.of(ProblemType.SOURCE_FAILED, "connection lost"));
        assertThat(store.jobs().earlyParts(TENANT, asked)).hasValue(List.of(part(attempt, 0)));
        assertThat(store.jobs().earlyParts("other", asked)).isEmpty();
        store.jobs().cancel(TENANT, asked);
        assertThat(store.jobs().earlyParts(TENANT, asked)).isEmpty();

        var silent = export(ExportOptions.DEFAULTS);
        attempt(silent);
        assertThat(store.jobs().earlyParts(TENANT, silent)).isEmpty();
    }

    private static String export(ExportOptions options) {
        return store.submitExport("SELECT * FROM sales", options).id();
    }

    private static ActiveJob attempt(String job) {
        return new ActiveJob(store.workerTools(), store.claimed(job, "worker"));
    }

    private static FinishedPart part(RunningJob attempt, int number) {
        return new FinishedPart(
                number,
                attempt.objectPrefix() + "part-" + number,
                10,
                100,
                "abcd",
                "etag-" + number,
                0,
                Map.of(),
                List.of(new Coverage(number, 0, 10, true)));
    }
}
