package dev.sluice.jobstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.jobstore.submission.IdempotencyKey;
import dev.sluice.jobstore.submission.StoredAnswer;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.fault.PausePoint;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Progress;
import dev.sluice.model.message.JobReady;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StoredJobsIT {
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
    void secondWorkerFindsNothingOnceTheJobIsClaimed() {
        var call = dispatched(store.submitAnalysis("claimed twice"));
        assertThat(store.transitions().claim(call, "worker-a")).isPresent();
        assertThat(store.transitions().claim(call, "worker-b")).isEmpty();
    }

    @Test
    void anOldWakeUpCallClaimsNothing() {
        var call = dispatched(store.submitAnalysis("sent twice"));
        var row = store.transitions().claim(call, "worker-a").orElseThrow();
        assertThat(store.transitions().giveBack(row.getId(), row.getAttempt())).isTrue();
        dispatched(store.jobs().find(TENANT, row.getId()).orElseThrow());
        assertThat(store.transitions().claim(call, "worker-b")).isEmpty();
    }

    @Test
    void aQueuedJobIsCancelledInTheAnswerItself() {
        var job = store.submitAnalysis("never mind");
        assertThat(store.jobs().cancel(TENANT, job.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(problem(() -> store.jobs().cancel(TENANT, job.id()))).isEqualTo("job_finished");
        assertThat(store.jobs().retry(TENANT, job.id()).retryOf()).isEqualTo(job.id());
    }

    @Test
    void anotherTenantsJobIsNotFound() {
        var job = store.submitAnalysis("mine");
        assertThat(store.jobs().find("other", job.id())).isEmpty();
        assertThat(problem(() -> store.jobs().cancel("other", job.id()))).isEqualTo("not_found");
        assertThat(problem(() -> store.jobs().result("other", job.id()))).isEqualTo("not_found");
    }

    @Test
    void listPagesWithoutRepeatingOrSkipping() {
        for (int i = 0; i < 7; i++) {
            store.submitAnalysis("page me " + i);
        }
        var filter = new JobFilter(TENANT, List.of(), List.of(), "test", null, null, "page me");
        var seen = new ArrayList<String>();
        @Nullable String cursor = null;
        do {
            var page = store.jobs().list(filter, 3, cursor);
            page.items().forEach(job -> seen.add(job.question()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(seen).hasSize(7).doesNotHaveDuplicates().first().isEqualTo("page me 6");
        assertThat(problem(() -> store.jobs().list(filter, 3, "nonsense")))
                .isEqualTo("validation_failed");
    }

    @Test
    void oneKeyMakesOneJobHoweverManyAskAtOnce() throws Exception {
        var key = new IdempotencyKey(TENANT, "POST /v1/analyses", "k-1", new byte[] {1});
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<StoredAnswer>>();
            for (int i = 0; i < 20; i++) {
                calls.add(() -> store.idempotency().once(key, StoredJobsIT::accept));
            }
            var bodies = new HashSet<String>();
            var created = 0;
            for (var answer : threads.invokeAll(calls)) {
                bodies.add(new String(answer.get().body(), StandardCharsets.UTF_8));
                created += answer.get().replayed() ? 0 : 1;
            }
            assertThat(bodies).hasSize(1);
            assertThat(created).isEqualTo(1);
        }
        var other = new IdempotencyKey(TENANT, "POST /v1/analyses", "k-1", new byte[] {2});
        assertThat(problem(() -> store.idempotency().find(other)))
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void aFailedCreationKeepsNoKey() {
        var key = new IdempotencyKey(TENANT, "POST /v1/analyses", "k-2", new byte[] {1});
        assertThat(
                        problem(() ->
                                store.idempotency()
                                        .once(
                                                key,
                                                () -> {
                                                    throw ProblemType.NO_SOURCE.because("none");
                                                })))
                .isEqualTo("no_source");
        assertThat(store.idempotency().find(key)).isEmpty();
    }

    @Test
    void aFinishedExportHasComeAllTheWay() {
        var call = dispatched(store.submitAnalysis("export me"));
        store.transitions().claim(call, "worker-a");
        var manifest =
                new Manifest(
                        call.jobId(),
                        ExportFormat.CSV,
                        Compression.NONE,
                        true,
                        false,
                        12,
                        345,
                        Instant.EPOCH,
                        null,
                        "SELECT 1",
                        List.of(),
                        0,
                        List.of(),
                        List.of());
        assertThat(store.transitions().succeed(call.jobId(), 1, manifest)).isTrue();
        assertThat(store.jobs().find(TENANT, call.jobId()).orElseThrow().progress())
                .isEqualTo(new Progress(12, 345, 12L, 1.0, 0.0));
    }

    @Test
    void pausePointsLieOnBothSidesOfEachCommit() {
        var seen = new ArrayList<String>();
        var here = Thread.currentThread();
        var job = store.submitAnalysis("watched").id();
        PausePoint.listen(point -> {
            if (Thread.currentThread() == here) {
                seen.add(point + " " + stateForOthers(job));
            }
        });
        try {
            store.claimed(job, "worker-a");
            store.transitions().giveBack(job, 1);
            store.claimed(job, "worker-a");
            store.transitions().succeed(job, 2, "{}");
            var other = store.submitAnalysis("never mind").id();
            store.jobs().cancel(TENANT, other);
        } finally {
            PausePoint.listen(point -> {});
        }
        assertThat(seen)
                .filteredOn(step -> !step.startsWith("ACCEPT"))
                .containsExactly(
                        "CLAIM_BEFORE_COMMIT QUEUED",
                        "CLAIM_AFTER_COMMIT RUNNING",
                        "REQUEUE_BEFORE_COMMIT RUNNING",
                        "REQUEUE_AFTER_COMMIT QUEUED",
                        "CLAIM_BEFORE_COMMIT QUEUED",
                        "CLAIM_AFTER_COMMIT RUNNING",
                        "RESULT_BEFORE_COMMIT RUNNING",
                        "RESULT_AFTER_COMMIT SUCCEEDED",
                        "CANCEL_BEFORE_COMMIT SUCCEEDED",
                        "CANCEL_AFTER_COMMIT SUCCEEDED");
    }

    /// As another connection sees it.
    private static String stateForOthers(String jobId) {
        try (var connection = store.connect();
                var query = connection.prepareStatement("select state from job where id = ?")) {
            query.setString(1, jobId);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void jobsThatNobodyClaimsInTimeExpire() {
        var job = store.submitAnalysis("forgotten");
        store.db()
                .execute(
                        "update job set deadline = now() - interval '1 second' where id = ?",
                        job.id());
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(store.jobs().find(TENANT, job.id()).orElseThrow().state())
                                .isEqualTo(JobState.EXPIRED));
    }

    @Test
    void aJobWhoseWorkersKeepDyingFailsAfterFive() {
        var job = store.submitAnalysis("poison");
        for (int attempt = 1; attempt <= 5; attempt++) {
            var call = dispatched(store.jobs().find(TENANT, job.id()).orElseThrow());
            assertThat(store.transitions().claim(call, "worker-" + attempt)).isPresent();
            store.db()
                    .execute(
                            "update job set lease_until = now() - interval '1 second' where id = ?",
                            job.id());
            // The sweeper may be faster, or at it just now: whoever it is, the attempt is lost once
            store.transitions().leaseLost(job.id(), attempt);
            await().atMost(Duration.ofSeconds(15)).until(() -> state(job.id()) != JobState.RUNNING);
        }
        var dead = store.jobs().find(TENANT, job.id()).orElseThrow();
        assertThat(dead.state()).isEqualTo(JobState.FAILED);
        assertThat(dead.failures()).isEqualTo(5);
        assertThat(dead.error()).isNotNull().extracting("code").isEqualTo("worker_lost");

        assertThat(deadLetters(TENANT)).contains(job.id());
        assertThat(deadLetters("other")).isEmpty();
        assertThat(problem(() -> store.jobs().redrive("other", job.id()))).isEqualTo("not_found");
        var again = store.jobs().redrive(TENANT, job.id());
        assertThat(again.retryOf()).isEqualTo(job.id());
        assertThat(again.state()).isEqualTo(JobState.QUEUED);
        assertThat(deadLetters(TENANT)).doesNotContain(job.id());
        assertThat(problem(() -> store.jobs().redrive(TENANT, job.id()))).isEqualTo("wrong_state");
        assertThat(problem(() -> store.jobs().redrive(TENANT, again.id())))
                .isEqualTo("wrong_state");
    }

    @Test
    void aDeadLetterIsDrivenAgainOnceHoweverManyAskAtOnce() throws Exception {
        var dead = List.of(deadLetter(), deadLetter(), deadLetter());
        var newest = store.jobs().deadLetters(TENANT, 2, null);
        var rest = store.jobs().deadLetters(TENANT, 2, newest.nextCursor());
        assertThat(newest.items()).extracting(Job::id).containsExactly(dead.get(2), dead.get(1));
        assertThat(rest.items()).extracting(Job::id).containsExactly(dead.get(0));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<String>>();
            for (int i = 0; i < 20; i++) {
                calls.add(() -> driven(dead.get(0)));
            }
            var answers = new ArrayList<String>();
            for (var answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnlyOnce("driven").contains("wrong_state");
        }
        assertThat(
                        store.db()
                                .fetchCount(
                                        DSL.table("job"),
                                        DSL.condition("retry_of = ?", dead.get(0))))
                .isEqualTo(1);
        store.jobs().retry(TENANT, dead.get(1));
        store.jobs().delete(TENANT, dead.get(2));
        assertThat(deadLetters(TENANT)).isEmpty();
    }

    @Test
    void sqlThatWasOnlyTriedForAQuestionIsWrittenAnewInARetry() {
        var job = store.submitAnalysis("everything, please").id();
        store.db()
                .execute("update job set type = 'EXPORT', sql = 'SELECT wrong' where id = ?", job);
        store.jobs().cancel(TENANT, job);
        assertThat(store.jobs().retry(TENANT, job).sql()).isNull();
        store.db().execute("update job set lane = 'EXPORT' where id = ?", job);
        assertThat(store.jobs().retry(TENANT, job).sql()).isEqualTo("SELECT wrong");
    }

    private static String driven(String id) {
        try {
            store.jobs().redrive(TENANT, id);
            return "driven";
        } catch (ProblemException e) {
            return e.problem().code();
        }
    }

    private static String deadLetter() {
        var id = store.submitAnalysis("used up").id();
        store.claimed(id, "worker-a");
        store.db().execute("update job set failures = 4 where id = ?", id);
        var failure = Problem.of(ProblemType.SOURCE_FAILED, "connection lost");
        assertThat(store.transitions().failed(id, 1, failure)).isTrue();
        return id;
    }

    @Test
    void aJobThatFailedOnceIsNoDeadLetter() {
        var job = store.submitAnalysis("hopeless");
        store.claimed(job.id(), "worker-a");
        var wrong = Problem.of(ProblemType.QUESTION_NOT_ANSWERED, "no such data");
        assertThat(store.transitions().failed(job.id(), 1, wrong)).isTrue();
        assertThat(deadLetters(TENANT)).doesNotContain(job.id());
    }

    private static List<String> deadLetters(String tenant) {
        return store.jobs().deadLetters(tenant, 50, null).items().stream().map(Job::id).toList();
    }

    @Test
    void aFilterIsWalkedInPiecesByIdWithoutWhatCameLater() {
        var before = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            before.add(store.submitAnalysis("walk me " + i).id());
        }
        var moment = store.submitAnalysis("walk me later").createdAt();
        var filter = new JobFilter(TENANT, List.of(), List.of(), null, null, null, "walk me");

        assertThat(store.jobs().count(filter, moment)).isEqualTo(5);
        var seen = new ArrayList<String>();
        @Nullable String last = null;
        var piece = store.jobs().matching(filter, moment, last, 2);
        while (!piece.isEmpty()) {
            seen.addAll(piece);
            last = piece.getLast();
            piece = store.jobs().matching(filter, moment, last, 2);
        }
        assertThat(seen).isSorted().containsExactlyInAnyOrderElementsOf(before);
    }

    private static JobState state(String jobId) {
        return store.jobs().find(TENANT, jobId).orElseThrow().state();
    }

    @Test
    void sourcesKeepTheirPasswordsEncrypted() {
        assertThat(store.sources().resolve(TENANT, null).connection().password())
                .isEqualTo("secret");
        assertThat(store.db().fetch("select encode(password, 'escape') from source").formatCSV())
                .doesNotContain("secret");
        assertThatThrownBy(() -> store.sources().resolve(TENANT, "retial"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().suggestions()).containsExactly("retail"));
    }

    @Test
    void keysAreFoundByTheirHashOnly() {
        var text = "slc_0123456789012345678901234567";
        assertThat(store.keys().ensureFirstKey(text)).isEmpty();
        assertThat(store.keys().authenticate(text)).isPresent();
        assertThat(store.keys().authenticate(text + "x")).isEmpty();
        assertThat(store.db().fetch("select * from api_key").formatCSV()).doesNotContain(text);
        assertThatThrownBy(() -> store.keys().ensureFirstKey("slc_short"))
                .hasMessageContaining("at least 20");
    }

    private static StoredAnswer accept() {
        var job = store.submitAnalysis("once");
        return new StoredAnswer(
                202, "/v1/jobs/" + job.id(), job.id().getBytes(StandardCharsets.UTF_8), false);
    }

    private static JobReady dispatched(Job job) {
        return store.dispatched(job.id());
    }

    private static String problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        var thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        assertThat(thrown).isInstanceOf(ProblemException.class);
        return ((ProblemException) thrown).problem().code();
    }
}
