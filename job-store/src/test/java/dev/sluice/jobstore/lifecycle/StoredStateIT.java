package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.InputRequest;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import dev.sluice.model.job.Resumption;
import dev.sluice.model.job.Review;
import dev.sluice.model.message.JobReady;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Walks every pair of states on a real database. All of it happens in transactions that are rolled back,
/// so that neither dispatcher nor sweeper sees the jobs.
class StoredStateIT {
    private static final String IN_TIME = "deadline = now() + interval '1 hour'";
    private static final String OVERDUE =
            "started_at = null, deadline = now() - interval '1 s', respond_by = now() - interval '1 s'";
    private static final String BULK = IN_TIME + ", type = 'BULK_ACTION', lane = 'BULK'";
    private static final String CANCEL_REQUESTED = "cancel_requested_at = now()";

    private static StoreFixture store;

    @BeforeAll
    static void start() {
        store = StoreFixture.start();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    /// One arrow, and what makes its guard hit but for the state.
    private record Arrow(
            JobState from,
            String method,
            JobState to,
            String ready,
            Function<Condition, Optional<JobRecord>> take) {
        @Override
        public String toString() {
            return from + " " + method + " " + to;
        }
    }

    private static Arrow queued(
            String method, JobState to, String ready, Function<Queued, Optional<JobRecord>> take) {
        return new Arrow(
                JobState.QUEUED, method, to, ready, job -> take.apply(new Queued(arrows(), job)));
    }

    private static Arrow running(
            String method, JobState to, String ready, Function<Running, Optional<JobRecord>> take) {
        return new Arrow(
                JobState.RUNNING, method, to, ready, job -> take.apply(new Running(arrows(), job)));
    }

    private static Arrow reviewed(
            String method,
            JobState to,
            String ready,
            Function<AwaitingReview, Optional<JobRecord>> take) {
        return new Arrow(
                JobState.AWAITING_REVIEW,
                method,
                to,
                ready,
                job -> take.apply(new AwaitingReview(arrows(), job)));
    }

    private static Arrow asked(
            String method,
            JobState to,
            String ready,
            Function<NeedsInput, Optional<JobRecord>> take) {
        return new Arrow(
                JobState.NEEDS_INPUT,
                method,
                to,
                ready,
                job -> take.apply(new NeedsInput(arrows(), job)));
    }

    private static List<Arrow> all() {
        var problem = Problem.of(ProblemType.SOURCE_FAILED, "connection lost");
        var call = new JobReady("", Lane.ANALYZE, 1);
        var until = Instant.parse("2027-01-01T00:00:00Z");
        return List.of(
                queued(
                        "claimed",
                        JobState.RUNNING,
                        IN_TIME,
                        job -> job.claimed(call, "worker-a", Duration.ofSeconds(30))),
                queued(
                        "claimedApart",
                        JobState.RUNNING,
                        IN_TIME,
                        job -> job.claimedApart(call, "worker-a", Duration.ofSeconds(30))),
                queued("begun", JobState.RUNNING, BULK, job -> job.begun("gateway-a")),
                queued("cancelled", JobState.CANCELLED, IN_TIME, Queued::cancelled),
                queued("expired", JobState.EXPIRED, OVERDUE, Queued::expired),
                running("succeeded", JobState.SUCCEEDED, IN_TIME, job -> job.succeeded("{}", 0)),
                running("succeeded", JobState.SUCCEEDED, IN_TIME, job -> job.succeeded(manifest())),
                running("succeeded", JobState.SUCCEEDED, BULK, Running::succeeded),
                running("failed", JobState.FAILED, IN_TIME, job -> job.failed(problem)),
                running("cancelled", JobState.CANCELLED, CANCEL_REQUESTED, Running::cancelled),
                running(
                        "failedForNow",
                        JobState.QUEUED,
                        IN_TIME,
                        job -> job.failedForNow(problem, Duration.ofSeconds(1))),
                running("lost", JobState.QUEUED, IN_TIME, job -> job.lost(problem)),
                running("returned", JobState.QUEUED, IN_TIME, Running::returned),
                running(
                        "handedOver",
                        JobState.QUEUED,
                        IN_TIME,
                        job -> job.handedOver("SELECT 2", export(), 7)),
                running(
                        "awaitsReview",
                        JobState.AWAITING_REVIEW,
                        IN_TIME,
                        job -> job.awaitsReview(new Review("SELECT 1", "one", 1L, until))),
                running(
                        "needsInput",
                        JobState.NEEDS_INPUT,
                        IN_TIME,
                        job -> job.needsInput(new InputRequest("which?", List.of(), null, until))),
                reviewed(
                        "approved",
                        JobState.QUEUED,
                        IN_TIME,
                        job -> job.approved(new Resumption.Approved("SELECT 1", false))),
                reviewed(
                        "cancelled", JobState.CANCELLED, IN_TIME, job -> job.cancelled("too dear")),
                reviewed("expired", JobState.EXPIRED, OVERDUE, AwaitingReview::expired),
                asked(
                        "answered",
                        JobState.QUEUED,
                        IN_TIME,
                        job -> job.answered(new Resumption.Said("the second"))),
                asked("cancelled", JobState.CANCELLED, IN_TIME, NeedsInput::cancelled),
                asked("expired", JobState.EXPIRED, OVERDUE, NeedsInput::expired));
    }

    @ParameterizedTest
    @MethodSource("all")
    void anArrowLeavesItsOwnStateOnly(Arrow arrow) {
        for (var state : JobState.values()) {
            rolledBack(() -> {
                var id = jobIn(state, arrow.ready());
                var before = row(id);
                var moved = arrow.take().apply(JOB.ID.eq(id));
                if (state == arrow.from()) {
                    assertThat(moved).isPresent();
                    assertThat(row(id).getState()).isEqualTo(arrow.to().name());
                    assertThat(lastEvents(id)).contains("state");
                } else {
                    assertThat(moved).as("%s in %s", arrow, state).isEmpty();
                    assertThat(row(id)).isEqualTo(before);
                    assertThat(lastEvents(id)).isEmpty();
                }
            });
        }
    }

    @Test
    void theArrowsAreExactlyThoseOfTheDesign() {
        assertThat(all().stream().map(arrow -> arrow.from() + " " + arrow.to()).collect(toSet()))
                .containsExactlyInAnyOrder(
                        "QUEUED RUNNING",
                        "QUEUED CANCELLED",
                        "QUEUED EXPIRED",
                        "RUNNING AWAITING_REVIEW",
                        "RUNNING NEEDS_INPUT",
                        "RUNNING QUEUED",
                        "RUNNING SUCCEEDED",
                        "RUNNING FAILED",
                        "RUNNING CANCELLED",
                        "AWAITING_REVIEW QUEUED",
                        "AWAITING_REVIEW CANCELLED",
                        "AWAITING_REVIEW EXPIRED",
                        "NEEDS_INPUT QUEUED",
                        "NEEDS_INPUT CANCELLED",
                        "NEEDS_INPUT EXPIRED");
    }

    @Test
    void noStateHasAnArrowThatIsNotWalkedHere() {
        assertThat(arrowsOf(Queued.class)).isEqualTo(walked(JobState.QUEUED));
        assertThat(arrowsOf(Running.class)).isEqualTo(walked(JobState.RUNNING));
        assertThat(arrowsOf(AwaitingReview.class)).isEqualTo(walked(JobState.AWAITING_REVIEW));
        assertThat(arrowsOf(NeedsInput.class)).isEqualTo(walked(JobState.NEEDS_INPUT));
        assertThat(arrowsOf(Ended.class)).isEmpty();
    }

    private static Set<String> walked(JobState from) {
        return all().stream()
                .filter(arrow -> arrow.from() == from)
                .map(Arrow::method)
                .collect(toSet());
    }

    private static Set<String> arrowsOf(Class<?> state) {
        return Stream.of(state.getDeclaredMethods())
                .filter(method -> method.getReturnType() == Optional.class)
                .filter(method -> !Modifier.isPrivate(method.getModifiers()))
                .map(Method::getName)
                .collect(toSet());
    }

    @ParameterizedTest
    @EnumSource
    void anArrowThatTheDesignLacksCannotBeTaken(JobState from) {
        for (var to : JobState.values()) {
            if (!from.canBecome(to)) {
                assertThatThrownBy(() ->
                                arrows().take(from, to, JOB.ID.eq(""), update -> update, row -> {}))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void aStaleAttemptMovesNothing() {
        fromRunning()
                .forEach(arrow ->
                        rolledBack(() -> {
                            var id = jobIn(JobState.RUNNING, arrow.ready());
                            var stale = JOB.ID.eq(id).and(JOB.ATTEMPT.eq(0));
                            assertThat(arrow.take().apply(stale)).as(arrow.toString()).isEmpty();
                            var present = JOB.ID.eq(id).and(JOB.ATTEMPT.eq(1));
                            assertThat(arrow.take().apply(present)).isPresent();
                        }));
    }

    @Test
    void afterACancelRequestAJobFailsOrIsCancelled() {
        fromRunning()
                .forEach(arrow ->
                        rolledBack(() -> {
                            var id = jobIn(JobState.RUNNING, CANCEL_REQUESTED);
                            var moved = arrow.take().apply(JOB.ID.eq(id));
                            var allowed = Set.of(JobState.FAILED, JobState.CANCELLED);
                            assertThat(moved.isPresent())
                                    .as(arrow.toString())
                                    .isEqualTo(allowed.contains(arrow.to()));
                        }));
    }

    private static Stream<Arrow> fromRunning() {
        return all().stream().filter(arrow -> arrow.from() == JobState.RUNNING);
    }

    @Test
    void aClientMovesNoJobOfAnotherTenant() {
        all().stream()
                .filter(arrow -> arrow.from() != JobState.RUNNING)
                .forEach(arrow ->
                        rolledBack(() -> {
                            var id = jobIn(arrow.from(), arrow.ready());
                            assertThat(arrow.take().apply(JobConditions.one("other", id)))
                                    .as(arrow.toString())
                                    .isEmpty();
                            assertThat(arrow.take().apply(JobConditions.one("default", id)))
                                    .as(arrow.toString())
                                    .isPresent();
                        }));
    }

    @Test
    void whatEndsIsKeptAsLongAsItsTenantWants() {
        rolledBack(() -> {
            store.db()
                    .execute(
                            "update tenant set results_days = 3, files_days = 20 where id = 'default'");
            assertThat(daysKept("ANALYSIS", job -> job.succeeded("{}", 0))).isEqualTo(3);
            assertThat(daysKept("EXPORT", job -> job.succeeded(manifest()))).isEqualTo(20);
            var problem = Problem.of(ProblemType.SOURCE_FAILED, "connection lost");
            assertThat(daysKept("EXPORT", job -> job.failed(problem))).isEqualTo(3);
        });
    }

    private static long daysKept(String type, Function<Running, Optional<JobRecord>> end) {
        var id = jobIn(JobState.RUNNING, "type = '" + type + "'");
        var row = end.apply(new Running(arrows(), JOB.ID.eq(id))).orElseThrow();
        return Duration.between(row.getFinishedAt(), row.getExpiresAt()).toDays();
    }

    @Test
    void onlyTheLastFailureMakesADeadLetterAndTellsOfAll() {
        var problem = Problem.of(ProblemType.SOURCE_FAILED, "connection lost");
        rolledBack(() -> {
            var early = jobIn(JobState.RUNNING, "failures = 3");
            assertThat(failed(early, problem).getDeadAt()).isNull();
            var last = failed(jobIn(JobState.RUNNING, "failures = 4"), problem);
            assertThat(last.getDeadAt()).isNotNull();
            assertThat(row(last.getId()).getError().data())
                    .contains("connection lost That was the last of 5 failed attempts")
                    .contains("\"retryable\":true");
            var call = jobIn(JobState.RUNNING, "failures = 4, type = 'CALL'");
            assertThat(failed(call, problem).getDeadAt()).isNull();
        });
    }

    private static JobRecord failed(String id, Problem problem) {
        return new Running(arrows(), JOB.ID.eq(id)).failed(problem).orElseThrow();
    }

    private static void rolledBack(Runnable work) {
        store.workerTools()
                .transaction()
                .executeWithoutResult(status -> {
                    status.setRollbackOnly();
                    work.run();
                });
    }

    private static Arrows arrows() {
        var tools = store.workerTools();
        return new Arrows(tools.db(), tools.transaction(), tools.events());
    }

    /// @param more columns that the arrow needs
    private static String jobIn(JobState state, String more) {
        var id = store.submitAnalysis("to be moved").id();
        store.db()
                .execute(
                        "update job set state = ?, attempt = 1, dispatched_at = now(), "
                                + more
                                + " where id = ?",
                        state.name(),
                        id);
        store.db().execute("delete from job_event where job_id = ?", id);
        return id;
    }

    private static JobRecord row(String id) {
        return store.db().fetchSingle(JOB, JOB.ID.eq(id));
    }

    private static List<String> lastEvents(String id) {
        return store.db()
                .resultQuery("select type from job_event where job_id = ? order by sequence", id)
                .fetchInto(String.class);
    }

    private static ExportRequest export() {
        return new ExportRequest(null, ExportFormat.CSV, Compression.NONE, ExportOptions.DEFAULTS);
    }

    private static Manifest manifest() {
        return new Manifest(
                "job",
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
    }
}
