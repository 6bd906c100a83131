package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_ATTEMPT;
import static dev.sluice.jobstore.schema.Tables.JOB_MANIFEST;
import static dev.sluice.jobstore.schema.Tables.JOB_RESULT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.Json;
import dev.sluice.model.event.JobEvent;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Lane;
import dev.sluice.model.job.Progress;
import dev.sluice.model.message.JobReady;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.request.JobRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Every arrow between job states that a worker or the sweeper takes: one guarded UPDATE each, with the
/// events and rows that belong to it in the same transaction. A guard that hits no row means that
/// somebody else moved the job.
public final class Transitions {
    /// Attempts that may fail before the job does.
    public static final int MAX_FAILURES = 5;

    public static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration RETENTION = Duration.ofDays(7);

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final EventWriter events;

    public Transitions(DSLContext db, TransactionTemplate transaction, EventWriter events) {
        this.db = db;
        this.transaction = transaction;
        this.events = events;
    }

    /// `queued → running`. Empty when the wake-up call was late, doubled or overtaken by a cancel.
    public Optional<JobRecord> claim(JobReady call, String worker) {
        return inTransaction(
                () ->
                        db.update(JOB)
                                .set(JOB.STATE, JobState.RUNNING.name())
                                .set(JOB.ATTEMPT, JOB.ATTEMPT.plus(1))
                                .set(JOB.WORKER, worker)
                                .set(JOB.LEASE_UNTIL, fromNow(LEASE))
                                .set(JOB.STARTED_AT, coalesce(JOB.STARTED_AT, currentInstant()))
                                .set(JOB.STAGE, (String) null)
                                .set(JOB.NOT_BEFORE, (java.time.Instant) null)
                                .set(JOB.REVISION, JOB.REVISION.plus(1))
                                .where(
                                        JOB.ID.eq(call.jobId()),
                                        JOB.STATE.eq(JobState.QUEUED.name()),
                                        JOB.LANE.eq(call.lane().name()),
                                        JOB.DISPATCH_NO.eq(call.dispatchNo()),
                                        JOB.DISPATCHED_AT.isNotNull(),
                                        JOB.CANCEL_REQUESTED_AT.isNull(),
                                        JOB.STARTED_AT
                                                .isNotNull()
                                                .or(JOB.DEADLINE.gt(currentInstant())))
                                .returning()
                                .fetchOptional(),
                row -> {
                    db.insertInto(JOB_ATTEMPT)
                            .set(JOB_ATTEMPT.JOB_ID, row.getId())
                            .set(JOB_ATTEMPT.ATTEMPT, row.getAttempt())
                            .set(JOB_ATTEMPT.WORKER, worker)
                            .execute();
                    events.stateChanged(row);
                });
    }

    /// `running → succeeded` for an analysis or a call.
    public boolean succeed(String jobId, int attempt, String resultJson) {
        return finished(
                jobId,
                attempt,
                null,
                row -> {
                    db.insertInto(JOB_RESULT)
                            .set(JOB_RESULT.JOB_ID, jobId)
                            .set(JOB_RESULT.BODY, JSON.valueOf(resultJson))
                            .execute();
                    return new JobEvent.DataReady("/v1/jobs/" + jobId + "/result", "small", "json");
                });
    }

    /// `running → succeeded` for an export: publishing and success are one commit.
    public boolean succeed(String jobId, int attempt, Manifest manifest) {
        var rows = manifest.rowCount();
        return finished(
                jobId,
                attempt,
                new Progress(rows, manifest.byteCount(), rows, 1.0, 0.0),
                row -> {
                    db.insertInto(JOB_MANIFEST)
                            .set(JOB_MANIFEST.JOB_ID, jobId)
                            .set(JOB_MANIFEST.ATTEMPT, attempt)
                            .set(JOB_MANIFEST.BODY, JSON.valueOf(Json.write(manifest)))
                            .execute();
                    return new JobEvent.DataReady(
                            "/v1/jobs/" + jobId + "/files",
                            "large",
                            manifest.format().name().toLowerCase(java.util.Locale.ROOT));
                });
    }

    /// @param whole what was delivered, all of it; null for an analysis
    private boolean finished(
            String jobId,
            int attempt,
            @Nullable Progress whole,
            Function<JobRecord, JobEvent> publish) {
        var progress = whole == null ? JOB.PROGRESS : val(JSON.valueOf(Json.write(whole)));
        return inTransaction(
                        () ->
                                leave(JobState.SUCCEEDED)
                                        .set(JOB.PROGRESS, progress)
                                        .set(JOB.FINISHED_AT, currentInstant())
                                        .set(JOB.EXPIRES_AT, fromNow(RETENTION))
                                        .where(
                                                ours(jobId, attempt),
                                                JOB.CANCEL_REQUESTED_AT.isNull())
                                        .returning()
                                        .fetchOptional(),
                        row -> {
                            events.append(row, publish.apply(row));
                            end(row, "succeeded", null);
                        })
                .isPresent();
    }

    /// `running → cancelled`, when a client asked for it.
    public boolean cancelled(String jobId, int attempt) {
        return inTransaction(
                        () ->
                                leave(JobState.CANCELLED)
                                        .set(JOB.FINISHED_AT, currentInstant())
                                        .set(JOB.EXPIRES_AT, fromNow(RETENTION))
                                        .where(
                                                ours(jobId, attempt),
                                                JOB.CANCEL_REQUESTED_AT.isNotNull())
                                        .returning()
                                        .fetchOptional(),
                        row -> end(row, "cancelled", null))
                .isPresent();
    }

    /// `running → failed`.
    public boolean failed(String jobId, int attempt, Problem problem) {
        return inTransaction(
                        () ->
                                leave(JobState.FAILED)
                                        .set(JOB.FINISHED_AT, currentInstant())
                                        .set(JOB.EXPIRES_AT, fromNow(RETENTION))
                                        .set(JOB.FAILURES, JOB.FAILURES.plus(1))
                                        .set(JOB.ERROR, JSON.valueOf(Json.write(problem)))
                                        .set(
                                                JOB.DEAD_AT,
                                                when(
                                                        JOB.FAILURES
                                                                .plus(1)
                                                                .ge(MAX_FAILURES)
                                                                .and(JOB.TYPE.ne("CALL")),
                                                        currentInstant()))
                                        .where(ours(jobId, attempt))
                                        .returning()
                                        .fetchOptional(),
                        row -> {
                            events.append(row, failure(row, problem));
                            end(row, "failed", problem);
                        })
                .isPresent();
    }

    /// `running → queued` after a failure that another attempt may not meet again, with a jittered pause
    /// that triples: together 40 s, in which a database restarts.
    public boolean retryLater(String jobId, int attempt, int failuresBefore, Problem problem) {
        var pause = Duration.ofSeconds(Math.round(Math.pow(3, Math.min(failuresBefore, 4))));
        var jitter = Duration.ofMillis(ThreadLocalRandom.current().nextLong(500));
        return requeue(
                jobId,
                attempt,
                "failed",
                problem,
                update ->
                        update.set(JOB.FAILURES, JOB.FAILURES.plus(1))
                                .set(JOB.NOT_BEFORE, fromNow(pause.plus(jitter))));
    }

    /// `running → queued` because the worker is asked to stop; no failure is counted.
    public boolean giveBack(String jobId, int attempt) {
        return requeue(jobId, attempt, "returned", null, update -> update);
    }

    /// `running → queued` on the export lane, with the SQL that a question became.
    public boolean handOver(String jobId, int attempt, String sql, ExportRequest request) {
        var body = Json.mapper().writerFor(JobRequest.class).writeValueAsString(request);
        return requeue(
                jobId,
                attempt,
                "handed_over",
                null,
                update ->
                        update.set(
                                        JOB.REQUIRES_EXPORT,
                                        DSL.field(
                                                JOB.REQUIRES_EXPORT
                                                        .isTrue()
                                                        .or(JOB.TYPE.ne("EXPORT"))))
                                .set(JOB.TYPE, JobType.EXPORT.name())
                                .set(JOB.LANE, Lane.EXPORT.name())
                                .set(JOB.SQL, sql)
                                .set(JOB.REQUEST, JSON.valueOf(body)));
    }

    private boolean requeue(
            String jobId,
            int attempt,
            String outcome,
            @Nullable Problem problem,
            Function<UpdateSetMoreStep<JobRecord>, UpdateSetMoreStep<JobRecord>> more) {
        return inTransaction(
                        () ->
                                more.apply(backToQueue())
                                        .where(
                                                ours(jobId, attempt),
                                                JOB.CANCEL_REQUESTED_AT.isNull())
                                        .returning()
                                        .fetchOptional(),
                        row -> {
                            if (problem != null) {
                                events.append(row, failure(row, problem));
                            }
                            closeAttempt(row, outcome, problem);
                            events.stateChanged(row);
                        })
                .isPresent();
    }

    /// `running → queued`, `failed` or `cancelled` for a job whose lease ran out.
    ///
    /// @return whether the lease was still lost when the row was locked
    public boolean leaseLost(String jobId, int attempt) {
        return Boolean.TRUE.equals(
                transaction.execute(status -> leaseLostInTransaction(jobId, attempt)));
    }

    private boolean leaseLostInTransaction(String jobId, int attempt) {
        var lost = ours(jobId, attempt).and(JOB.LEASE_UNTIL.lt(currentInstant()));
        var row = db.selectFrom(JOB).where(lost).forUpdate().skipLocked().fetchOne();
        if (row == null) {
            return false;
        }
        if (row.getCancelRequestedAt() != null) {
            return cancelled(jobId, attempt);
        }
        var problem =
                Problem.of(
                        ProblemType.WORKER_LOST,
                        "The worker of attempt " + attempt + " stopped answering.");
        return row.getFailures() + 1 >= MAX_FAILURES
                ? failed(jobId, attempt, problem)
                : requeue(
                        jobId,
                        attempt,
                        "lost",
                        problem,
                        update -> update.set(JOB.FAILURES, JOB.FAILURES.plus(1)));
    }

    /// `queued → expired` for jobs that nobody claimed in time.
    public int expireUnclaimed(int limit) {
        var due =
                db.select(JOB.ID)
                        .from(JOB)
                        .where(
                                JOB.STATE.eq(JobState.QUEUED.name()),
                                JOB.STARTED_AT.isNull(),
                                JOB.DEADLINE.lt(currentInstant()))
                        .orderBy(JOB.DEADLINE)
                        .limit(limit)
                        .fetch(JOB.ID);
        due.forEach(this::expire);
        return due.size();
    }

    private void expire(String jobId) {
        inTransaction(
                () ->
                        leave(JobState.EXPIRED)
                                .set(JOB.FINISHED_AT, currentInstant())
                                .set(JOB.EXPIRES_AT, fromNow(RETENTION))
                                .where(
                                        JOB.ID.eq(jobId),
                                        JOB.STATE.eq(JobState.QUEUED.name()),
                                        JOB.STARTED_AT.isNull(),
                                        JOB.DEADLINE.lt(currentInstant()))
                                .returning()
                                .fetchOptional(),
                row -> end(row, "expired", null));
    }

    private void end(JobRecord row, String outcome, @Nullable Problem problem) {
        closeAttempt(row, outcome, problem);
        events.stateChanged(row);
        events.append(row, new JobEvent.Done(JobState.valueOf(row.getState())));
    }

    private void closeAttempt(JobRecord row, String outcome, @Nullable Problem problem) {
        db.update(JOB_ATTEMPT)
                .set(JOB_ATTEMPT.FINISHED_AT, currentInstant())
                .set(JOB_ATTEMPT.OUTCOME, outcome)
                .set(JOB_ATTEMPT.ERROR, problem == null ? null : JSON.valueOf(Json.write(problem)))
                .where(
                        JOB_ATTEMPT.JOB_ID.eq(row.getId()),
                        JOB_ATTEMPT.ATTEMPT.eq(row.getAttempt()),
                        JOB_ATTEMPT.FINISHED_AT.isNull())
                .execute();
    }

    private static JobEvent failure(JobRecord row, Problem problem) {
        var stage = row.getStage();
        return new JobEvent.Failed(
                problem.detail(),
                stage == null ? "" : stage.toLowerCase(java.util.Locale.ROOT),
                problem.code());
    }

    private UpdateSetMoreStep<JobRecord> leave(JobState next) {
        return db.update(JOB)
                .set(JOB.STATE, next.name())
                .set(JOB.LEASE_UNTIL, (java.time.Instant) null)
                .set(JOB.REVISION, JOB.REVISION.plus(1));
    }

    private UpdateSetMoreStep<JobRecord> backToQueue() {
        return leave(JobState.QUEUED)
                .set(JOB.WORKER, (String) null)
                .set(JOB.PROGRESS, (JSON) null)
                .set(JOB.DISPATCH_NO, JOB.DISPATCH_NO.plus(1))
                .set(JOB.DISPATCHED_AT, (java.time.Instant) null)
                .set(JOB.PUBLISHED_AT, (java.time.Instant) null)
                .set(JOB.PUBLISH_COUNT, 0);
    }

    /// The fence: a worker's write counts only while the attempt it was made for runs.
    public static Condition ours(String jobId, int attempt) {
        return JOB.ID
                .eq(jobId)
                .and(JOB.ATTEMPT.eq(attempt))
                .and(JOB.STATE.eq(JobState.RUNNING.name()));
    }

    /// The fence of what only a result needs: a cancelled attempt writes no more of it.
    public static Condition oursAndWanted(String jobId, int attempt) {
        return ours(jobId, attempt).and(JOB.CANCEL_REQUESTED_AT.isNull());
    }

    /// A time by the database's clock.
    public static Field<java.time.Instant> fromNow(Duration ahead) {
        return DSL.field(
                "now() + make_interval(secs => {0})",
                JOB.LEASE_UNTIL.getDataType(), val(ahead.toMillis() / 1000.0));
    }

    private Optional<JobRecord> inTransaction(
            java.util.function.Supplier<Optional<JobRecord>> guardedUpdate,
            java.util.function.Consumer<JobRecord> consequences) {
        var moved =
                transaction.execute(status -> {
                    var row = guardedUpdate.get();
                    row.ifPresent(consequences);
                    return row;
                });
        return moved == null ? Optional.empty() : moved;
    }
}
