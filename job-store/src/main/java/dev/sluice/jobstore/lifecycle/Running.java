package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_MANIFEST;
import static dev.sluice.jobstore.schema.Tables.JOB_RESULT;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.when;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.Json;
import dev.sluice.model.event.JobEvent;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.InputRequest;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Lane;
import dev.sluice.model.job.Progress;
import dev.sluice.model.job.Review;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.request.JobRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.JSON;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// An attempt holds it. Every arrow but `failed` and `cancelled` is closed once somebody asked to cancel.
record Running(Arrows arrows, Condition job) implements StoredState {
    private static final Condition WANTED = JOB.CANCEL_REQUESTED_AT.isNull();

    /// The attempt number is the fence: a stale worker's writes hit no row.
    static Running attempt(Arrows arrows, String jobId, int attempt) {
        return new Running(arrows, JOB.ID.eq(jobId).and(JOB.ATTEMPT.eq(attempt)));
    }

    /// `running → succeeded` for an analysis or a call.
    ///
    /// @param tokens that it really took; 0 where nobody counted any, and its estimate stays
    Optional<JobRecord> succeeded(String resultJson, long tokens) {
        return succeeded(
                update -> tokens > 0 ? update.set(JOB.COST, tokens) : update,
                row -> {
                    arrows.db()
                            .insertInto(JOB_RESULT)
                            .set(JOB_RESULT.JOB_ID, row.getId())
                            .set(JOB_RESULT.BODY, JSON.valueOf(resultJson))
                            .execute();
                    return new JobEvent.DataReady(
                            "/v1/jobs/" + row.getId() + "/result", "small", "json");
                });
    }

    /// `running → succeeded` for an export: publishing and success are one commit.
    Optional<JobRecord> succeeded(Manifest manifest) {
        var rows = manifest.rowCount();
        var whole = new Progress(rows, manifest.byteCount(), rows, 1.0, 0.0);
        return succeeded(
                update -> update.set(JOB.PROGRESS, Arrows.json(whole)),
                row -> {
                    arrows.db()
                            .insertInto(JOB_MANIFEST)
                            .set(JOB_MANIFEST.JOB_ID, row.getId())
                            .set(JOB_MANIFEST.ATTEMPT, row.getAttempt())
                            .set(JOB_MANIFEST.BODY, Arrows.json(manifest))
                            .execute();
                    return new JobEvent.DataReady(
                            "/v1/jobs/" + row.getId() + "/files",
                            "large",
                            manifest.format().name().toLowerCase(Locale.ROOT));
                });
    }

    /// `running → succeeded` for a bulk action: what it did is all that it delivers.
    Optional<JobRecord> succeeded() {
        return arrows.take(
                JobState.RUNNING,
                JobState.SUCCEEDED,
                job.and(WANTED),
                update -> update,
                row -> arrows.ended(row, "succeeded", null));
    }

    private Optional<JobRecord> succeeded(
            UnaryOperator<UpdateSetMoreStep<JobRecord>> more,
            java.util.function.Function<JobRecord, JobEvent> publish) {
        return arrows.take(
                JobState.RUNNING,
                JobState.SUCCEEDED,
                job.and(WANTED),
                more,
                row -> {
                    arrows.append(row, publish.apply(row));
                    arrows.ended(row, "succeeded", null);
                });
    }

    /// `running → cancelled`, when a client asked for it.
    Optional<JobRecord> cancelled() {
        return arrows.take(
                JobState.RUNNING,
                JobState.CANCELLED,
                job.and(JOB.CANCEL_REQUESTED_AT.isNotNull()),
                update -> update,
                row -> arrows.ended(row, "cancelled", null));
    }

    /// `running → failed`; a dead letter where that was the last failure it may have.
    Optional<JobRecord> failed(Problem problem) {
        var usedUp =
                JOB.FAILURES
                        .plus(1)
                        .ge(BackOff.most(problem))
                        .and(JOB.TYPE.ne(JobType.CALL.name()));
        return arrows.take(
                JobState.RUNNING,
                JobState.FAILED,
                job,
                update ->
                        update.set(JOB.FAILURES, JOB.FAILURES.plus(1))
                                .set(JOB.ERROR, Arrows.json(problem))
                                .set(JOB.DEAD_AT, when(usedUp, currentInstant())),
                row -> {
                    sumUp(row, problem);
                    arrows.failureHappened(row, problem);
                    arrows.ended(row, "failed", problem);
                });
    }

    /// The job's error tells of all its attempts, the attempt's own only of itself.
    private void sumUp(JobRecord row, Problem problem) {
        var inAll = FailuresInAll.tell(problem, row.getFailures());
        if (!inAll.equals(problem)) {
            row.setError(Arrows.json(inAll));
            arrows.db()
                    .update(JOB)
                    .set(JOB.ERROR, row.getError())
                    .where(JOB.ID.eq(row.getId()))
                    .execute();
        }
    }

    /// `running → queued` after a failure that another attempt may not meet again.
    Optional<JobRecord> failedForNow(Problem problem, Duration pause) {
        return backToQueue(
                "failed",
                problem,
                update ->
                        update.set(JOB.FAILURES, JOB.FAILURES.plus(1))
                                .set(JOB.NOT_BEFORE, Transitions.fromNow(pause)));
    }

    /// `running → queued` because the lease ran out and nobody renewed it.
    Optional<JobRecord> lost(Problem problem) {
        return backToQueue(
                "lost", problem, update -> update.set(JOB.FAILURES, JOB.FAILURES.plus(1)));
    }

    /// `running → queued` because the worker is asked to stop; no failure is counted.
    Optional<JobRecord> returned() {
        return backToQueue("returned", null, update -> update);
    }

    /// `running → queued` on the export lane, with the SQL that a question became.
    ///
    /// @param cost what the export lane charges for it: rows
    Optional<JobRecord> handedOver(String sql, ExportRequest request, long cost) {
        var body = Json.mapper().writerFor(JobRequest.class).writeValueAsString(request);
        var becameExport = JOB.REQUIRES_EXPORT.isTrue().or(JOB.TYPE.ne(JobType.EXPORT.name()));
        return backToQueue(
                "handed_over",
                null,
                update ->
                        update.set(JOB.REQUIRES_EXPORT, DSL.field(becameExport))
                                .set(JOB.TYPE, JobType.EXPORT.name())
                                .set(JOB.LANE, Lane.EXPORT.name())
                                .set(JOB.SQL, sql)
                                .set(JOB.COST, cost)
                                // What the question cost stays charged to its own lane
                                .set(JOB.CHARGED, (Long) null)
                                .set(JOB.REQUEST, JSON.valueOf(body)));
    }

    private Optional<JobRecord> backToQueue(
            String outcome,
            @Nullable Problem problem,
            UnaryOperator<UpdateSetMoreStep<JobRecord>> more) {
        return arrows.take(
                JobState.RUNNING,
                JobState.QUEUED,
                job.and(WANTED),
                more,
                row -> {
                    if (problem != null) {
                        arrows.failureHappened(row, problem);
                    }
                    arrows.attemptEnded(row, outcome, problem);
                });
    }

    /// `running → awaiting_review`: from here no worker holds it.
    Optional<JobRecord> awaitsReview(Review review) {
        return asks(
                JobState.AWAITING_REVIEW,
                update ->
                        update.set(JOB.REVIEW, Arrows.json(review))
                                .set(JOB.SQL, review.sql())
                                .set(JOB.RESPOND_BY, review.deadline()));
    }

    /// `running → needs_input`: from here no worker holds it.
    Optional<JobRecord> needsInput(InputRequest request) {
        return asks(
                JobState.NEEDS_INPUT,
                update ->
                        update.set(JOB.INPUT_REQUEST, Arrows.json(request))
                                .set(JOB.RESPOND_BY, request.deadline()));
    }

    private Optional<JobRecord> asks(
            JobState waiting, UnaryOperator<UpdateSetMoreStep<JobRecord>> question) {
        return arrows.take(
                JobState.RUNNING,
                waiting,
                job.and(WANTED),
                update -> question.apply(update).set(JOB.WORKER, (String) null),
                row -> arrows.attemptEnded(row, "asked", null));
    }
}
