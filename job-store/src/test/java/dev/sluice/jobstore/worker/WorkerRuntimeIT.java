package dev.sluice.jobstore.worker;

import static dev.sluice.jobstore.worker.ScriptedWorker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.jobstore.event.StoredEvent;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Stage;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.DraftCall;
import dev.sluice.model.request.EstimateCall;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.request.JobRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkerRuntimeIT {
    private static final Duration SOON = Duration.ofSeconds(30);

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
    void runsAJobFromSubmissionToItsResult() {
        try (var worker =
                worker(job -> {
                    job.stage(Stage.PLANNING);
                    job.thought("thinking about it");
                    job.sql("SELECT 1");
                    job.succeed(result("done"));
                })) {
            var before = store.events().latestPosition();
            var job = store.submitAnalysis("how many?");
            awaitState(job.id(), JobState.SUCCEEDED);

            assertThat(store.jobs().result(StoreFixture.TENANT, job.id()))
                    .contains("\"answer\":\"done\"");
            var events = store.events().after(job.id(), 0, 100);
            assertThat(events)
                    .extracting(StoredEvent::type)
                    .containsExactly(
                            "state", "state", "state", "thought", "sql", "data", "state", "done");
            assertThat(events)
                    .extracting(StoredEvent::sequence)
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(
                                            store
                                                    .events()
                                                    .tenantAfter(StoreFixture.TENANT, before, 500)
                                                    .stream()
                                                    .filter(e -> e.jobId().equals(job.id()))
                                                    .map(StoredEvent::sequence))
                                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L));
        }
    }

    @Test
    void triesAgainAfterAFailureOfTheSourceButNotOfTheInput() {
        var tries = new AtomicInteger();
        try (var worker =
                worker(job -> {
                    if ("wrong input".equals(job.job().question())) {
                        throw ProblemType.QUESTION_NOT_ANSWERED.because("no such data");
                    }
                    if (tries.incrementAndGet() < 3) {
                        throw ProblemType.SOURCE_FAILED.because("connection lost");
                    }
                    job.succeed(result("third time lucky"));
                })) {
            var flaky = store.submitAnalysis("flaky");
            var wrong = store.submitAnalysis("wrong input");
            awaitState(wrong.id(), JobState.FAILED);
            awaitState(flaky.id(), JobState.SUCCEEDED);

            var done = store.jobs().find(StoreFixture.TENANT, flaky.id()).orElseThrow();
            assertThat(done.attempt()).isEqualTo(3);
            assertThat(done.failures()).isEqualTo(2);
            assertThat(store.jobs().attempts(StoreFixture.TENANT, flaky.id()))
                    .extracting("outcome")
                    .containsExactly("failed", "failed", "succeeded");
            var failed = store.jobs().find(StoreFixture.TENANT, wrong.id()).orElseThrow();
            assertThat(failed.attempt()).isEqualTo(1);
            assertThat(failed.error())
                    .isNotNull()
                    .extracting("code")
                    .isEqualTo("question_not_answered");
        }
    }

    @Test
    void cancelReachesARunningJobAndNothingIsPublishedAfterwards() throws Exception {
        var running = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        try (var worker =
                worker(job -> {
                    var told = new CountDownLatch(1);
                    job.onRequest(told::countDown);
                    running.countDown();
                    assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
                    assertThatThrownBy(() -> job.succeed(result("too late")))
                            .isInstanceOf(CancellationException.class);
                    refused.countDown();
                })) {
            var job = store.submitAnalysis("long");
            assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
            var answer = store.jobs().cancel(StoreFixture.TENANT, job.id());
            assertThat(answer.cancelRequested()).isTrue();
            assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
            awaitState(job.id(), JobState.CANCELLED);
            assertThatThrownBy(() -> store.jobs().result(StoreFixture.TENANT, job.id()))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.is(ProblemType.JOB_NOT_SUCCEEDED)).isTrue());
        }
    }

    @Test
    void handsAnalysisOverToTheExportLane() {
        try (var worker =
                worker(job ->
                        job.handOverToExport(
                                "SELECT 2",
                                new ExportRequest(
                                        "all",
                                        ExportFormat.CSV,
                                        Compression.NONE,
                                        ExportOptions.DEFAULTS),
                                1_234))) {
            var job = store.submitAnalysis("give me everything");
            await().atMost(SOON)
                    .untilAsserted(() -> {
                        var now = store.jobs().find(StoreFixture.TENANT, job.id()).orElseThrow();
                        assertThat(now.type()).isEqualTo(JobType.EXPORT);
                        assertThat(now.requiresExport()).isTrue();
                        assertThat(now.state()).isEqualTo(JobState.QUEUED);
                        assertThat(now.sql()).isEqualTo("SELECT 2");
                    });
            assertThat(store.db().fetchValue("select cost from job where id = ?", job.id()))
                    .isEqualTo(1_234L);
            store.jobs().cancel(StoreFixture.TENANT, job.id());
        }
    }

    @Test
    void stoppingGivesRunningJobsBackWithoutCountingAFailure() throws Exception {
        var running = new CountDownLatch(1);
        var worker =
                worker(job -> {
                    var told = new CountDownLatch(1);
                    job.onRequest(told::countDown);
                    running.countDown();
                    told.await();
                    job.checkWanted();
                });
        var job = store.submitAnalysis("interrupted");
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        worker.close();

        var back = store.jobs().find(StoreFixture.TENANT, job.id()).orElseThrow();
        assertThat(back.state()).isEqualTo(JobState.QUEUED);
        assertThat(back.failures()).isZero();
        try (var next = worker(again -> again.succeed(result("second worker")))) {
            awaitState(job.id(), JobState.SUCCEEDED);
        }
    }

    @Test
    void aLostLeaseFencesTheOldAttemptOff() throws Exception {
        var running = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var fenced = new CountDownLatch(1);
        try (var worker =
                worker(job -> {
                    if (job.job().attempt() == 1) {
                        running.countDown();
                        assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
                        assertThatThrownBy(() -> job.succeed(result("stale")))
                                .isInstanceOf(LeaseLost.class);
                        fenced.countDown();
                    } else {
                        job.succeed(result("fresh"));
                    }
                })) {
            var job = store.submitAnalysis("contested");
            assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
            loseLease(job.id());
            goOn.countDown();
            assertThat(fenced.await(30, TimeUnit.SECONDS)).isTrue();
            awaitState(job.id(), JobState.SUCCEEDED);
            assertThat(store.jobs().result(StoreFixture.TENANT, job.id())).contains("fresh");
        }
    }

    @Test
    void answersCallsThatNoListShows() {
        try (var worker =
                worker(job -> job.answer(Map.of("echo", ((DraftCall) job.request()).question())))) {
            var answer =
                    store.calls()
                            .call(
                                    StoreFixture.TENANT,
                                    "retail",
                                    new DraftCall("hello", "auto"),
                                    Duration.ofSeconds(30));
            assertThat(answer).isEqualTo("{\"echo\":\"hello\"}");
        }
        assertThat(
                        store.db()
                                .fetchCount(
                                        org.jooq.impl.DSL.table("job_event"),
                                        org.jooq.impl.DSL.condition(
                                                "job_id in (select id from job where type = 'CALL')")))
                .isZero();
    }

    @Test
    void aCallFailsAtOnceWhereAJobWouldBeTriedAgain() {
        var attempts = new AtomicInteger();
        try (var worker =
                worker(job -> {
                    attempts.incrementAndGet();
                    throw ProblemType.SOURCE_UNREACHABLE.because("connection refused");
                })) {
            assertThatThrownBy(() ->
                            store.calls()
                                    .call(
                                            StoreFixture.TENANT,
                                            "retail",
                                            new DraftCall("in vain", "auto"),
                                            Duration.ofSeconds(30)))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.is(ProblemType.SOURCE_UNREACHABLE)).isTrue());
        }
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aCallThatNobodyAnswersIsWithdrawn() {
        assertThat(unanswered(new DraftCall("anyone?", "auto")))
                .startsWith("No agent worker answered in time");
        assertThat(
                        unanswered(
                                new EstimateCall(
                                        new ExportRequest(
                                                null,
                                                ExportFormat.CSV,
                                                Compression.NONE,
                                                ExportOptions.DEFAULTS),
                                        "SELECT 1")))
                .startsWith("No export worker answered in time");
    }

    private static String unanswered(JobRequest call) {
        var patience = Duration.ofMillis(600);
        var thrown =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> store.calls().call(StoreFixture.TENANT, "retail", call, patience));
        assertThat(thrown.is(ProblemType.WORKER_UNAVAILABLE)).isTrue();
        return thrown.problem().detail();
    }

    @Test
    void aHandlerHearsOnceThatItsJobHasEnded() {
        var ended = new CopyOnWriteArrayList<String>();
        ScriptedWorker.Work work =
                job -> {
                    if (job.job().attempt() == 1) {
                        throw ProblemType.SOURCE_FAILED.because("connection lost");
                    }
                    if ("hopeless".equals(job.job().question())) {
                        throw ProblemType.QUESTION_NOT_ANSWERED.because("no such data");
                    }
                    job.succeed(result("done"));
                };
        try (var worker =
                ScriptedWorker.start(
                        store.workerTools(),
                        2,
                        work,
                        (job, state) -> {
                            ended.add(job.id() + " " + state);
                            if ("hopeless".equals(job.question())) {
                                throw new IllegalStateException("clumsy");
                            }
                        })) {
            var good = store.submitAnalysis("fine");
            var bad = store.submitAnalysis("hopeless");
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(ended)
                                    .containsExactlyInAnyOrder(
                                            good.id() + " SUCCEEDED", bad.id() + " FAILED"));
        }
        assertThat(store.jobs().deadLetters(StoreFixture.TENANT, 10, null).items()).isEmpty();
    }

    /// What the sweeper sees when a worker was away for longer than its lease. The heartbeat may renew it
    /// in between, and the sweeper may be faster.
    private static void loseLease(String jobId) {
        await().atMost(SOON)
                .until(() -> {
                    store.db()
                            .execute(
                                    "update job set lease_until = now() - interval '1 second' where id = ? and attempt = 1",
                                    jobId);
                    store.transitions().leaseLost(jobId, 1);
                    return store.jobs().find(StoreFixture.TENANT, jobId).orElseThrow().failures()
                            == 1;
                });
    }

    private static void awaitState(String jobId, JobState state) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        store.jobs()
                                                .find(StoreFixture.TENANT, jobId)
                                                .orElseThrow()
                                                .state())
                                .isEqualTo(state));
    }

    private static ScriptedWorker worker(ScriptedWorker.Work work) {
        return ScriptedWorker.start(store.workerTools(), 2, work);
    }
}
