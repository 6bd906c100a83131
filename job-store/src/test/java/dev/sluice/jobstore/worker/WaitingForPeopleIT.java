package dev.sluice.jobstore.worker;

import static dev.sluice.jobstore.worker.ScriptedWorker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.jobstore.lifecycle.Attempt;
import dev.sluice.model.job.InputRequest;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Resumption;
import dev.sluice.model.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One worker with one slot asks in each first attempt what the job's question says, and answers with what
/// it was told.
class WaitingForPeopleIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TENANT = StoreFixture.TENANT;
    private static final List<InputRequest.Option> YEARS =
            List.of(
                    new InputRequest.Option("this", "This year"),
                    new InputRequest.Option("last", "Last year"));

    private static final Map<String, Resumption> TOLD = new ConcurrentHashMap<>();
    private static StoreFixture store;
    private static ScriptedWorker worker;

    @BeforeAll
    static void start() {
        store = StoreFixture.start();
        worker = ScriptedWorker.start(store.workerTools(), 1, WaitingForPeopleIT::askOrAnswer);
    }

    @AfterAll
    static void stop() {
        worker.close();
        store.close();
    }

    private static void askOrAnswer(RunningJob job) {
        var told = job.resumption();
        if (told.isPresent()) {
            TOLD.put(job.job().id(), told.get());
            job.succeed(result("told"));
            return;
        }
        switch (String.valueOf(job.job().question())) {
            case "review" -> job.askForReview("SELECT 1", "counts all", 42L, RunningJob.PATIENCE);
            case "which" -> job.askFor("Which year?", YEARS, null, RunningJob.PATIENCE);
            case "which or this" -> job.askFor("Which year?", YEARS, "this", RunningJob.PATIENCE);
            default -> job.succeed(result("asked nobody"));
        }
    }

    @Test
    void anApprovedJobGoesOnThroughTheQueueWithTheSqlOfThePerson() {
        var job = waiting("review", JobState.AWAITING_REVIEW);
        var review = job.review();
        assertThat(review).isNotNull();
        assertThat(review.sql()).isEqualTo("SELECT 1");
        assertThat(review.estimatedRows()).isEqualTo(42L);
        assertThat(review.deadline()).isBetween(inDays(6), inDays(8));

        var approved = store.jobs().approve(TENANT, job.id(), "SELECT 2");
        assertThat(approved.review()).isNull();
        assertThat(approved.sql()).isEqualTo("SELECT 2");
        var done = ended(job, JobState.SUCCEEDED);
        assertThat(TOLD.get(job.id())).isEqualTo(new Resumption.Approved("SELECT 2", true));
        assertThat(done.attempt()).isEqualTo(2);
        assertThat(done.failures()).isZero();
        assertThat(store.jobs().attempts(TENANT, job.id()))
                .extracting(Attempt::outcome)
                .containsExactly("asked", "succeeded");
        assertThat(states(job))
                .containsExactly(
                        "queued", "running", "awaiting_review", "queued", "running", "succeeded");
        assertThat(problem(() -> store.jobs().approve(TENANT, job.id(), null)))
                .isEqualTo("wrong_state");
    }

    @Test
    void approvedAsProposedIsNotEdited() {
        var job = waiting("review", JobState.AWAITING_REVIEW);
        assertThat(problem(() -> store.jobs().approve("other", job.id(), null)))
                .isEqualTo("not_found");
        assertThat(problem(() -> store.jobs().approve(TENANT, job.id(), " ")))
                .isEqualTo("validation_failed");
        assertThat(problem(() -> store.jobs().answer(TENANT, job.id(), null, "yes")))
                .isEqualTo("wrong_state");
        store.jobs().approve(TENANT, job.id(), null);
        ended(job, JobState.SUCCEEDED);
        assertThat(TOLD.get(job.id())).isEqualTo(new Resumption.Approved("SELECT 1", false));
    }

    @Test
    void aRejectedJobIsCancelledAndSaysWhy() {
        var job = waiting("review", JobState.AWAITING_REVIEW);
        assertThat(store.jobs().reject(TENANT, job.id(), "too dear").state())
                .isEqualTo(JobState.CANCELLED);
        assertThat(store.events().after(job.id(), 0, 100))
                .extracting("data")
                .anySatisfy(data -> assertThat(data).asString().contains("\"Rejected: too dear\""));
        assertThat(problem(() -> store.jobs().reject(TENANT, job.id(), null)))
                .isEqualTo("wrong_state");
    }

    @Test
    void anAnswerIsAnOptionOrText() {
        var job = waiting("which", JobState.NEEDS_INPUT);
        assertThat(job.inputRequest()).isNotNull();
        assertThat(job.inputRequest().options()).isEqualTo(YEARS);
        assertThat(problem(() -> store.jobs().answer(TENANT, job.id(), "next", null)))
                .isEqualTo("validation_failed");
        assertThat(problem(() -> store.jobs().answer(TENANT, job.id(), "this", "this")))
                .isEqualTo("validation_failed");
        assertThat(problem(() -> store.jobs().answer(TENANT, job.id(), null, null)))
                .isEqualTo("validation_failed");
        store.jobs().answer(TENANT, job.id(), "last", null);
        ended(job, JobState.SUCCEEDED);
        assertThat(TOLD.get(job.id())).isEqualTo(new Resumption.Chosen("last", false));

        var free = waiting("which", JobState.NEEDS_INPUT);
        store.jobs().answer(TENANT, free.id(), null, "both");
        ended(free, JobState.SUCCEEDED);
        assertThat(TOLD.get(free.id())).isEqualTo(new Resumption.Said("both"));
    }

    @Test
    void atTheDeadlineTheDefaultIsTakenOrTheJobExpires() {
        var withDefault = waiting("which or this", JobState.NEEDS_INPUT);
        var without = waiting("which", JobState.NEEDS_INPUT);
        var unseen = waiting("review", JobState.AWAITING_REVIEW);
        store.db()
                .execute(
                        "update job set respond_by = now() - interval '1 second' where respond_by is not null");
        ended(withDefault, JobState.SUCCEEDED);
        assertThat(TOLD.get(withDefault.id())).isEqualTo(new Resumption.Chosen("this", true));
        ended(without, JobState.EXPIRED);
        ended(unseen, JobState.EXPIRED);
    }

    @Test
    void aWaitingJobHoldsNoWorkerAndIsCancelledInTheAnswerItself() {
        var job = waiting("which", JobState.NEEDS_INPUT);
        var other = store.submitAnalysis("anything else?");
        ended(other, JobState.SUCCEEDED);
        assertThat(store.jobs().cancel(TENANT, job.id()).state()).isEqualTo(JobState.CANCELLED);
    }

    private static Job waiting(String question, JobState state) {
        var job = store.submitAnalysis(question);
        return ended(job, state);
    }

    private static Job ended(Job job, JobState state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(now(job).state()).isEqualTo(state));
        return now(job);
    }

    private static Job now(Job job) {
        return store.jobs().find(TENANT, job.id()).orElseThrow();
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }

    private static List<String> states(Job job) {
        return store.db()
                .resultQuery(
                        "select data::json ->> 'state' from job_event where job_id = ? and type = 'state' order by sequence",
                        job.id())
                .fetchInto(String.class);
    }

    private static @Nullable String problem(ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem().code();
    }
}
