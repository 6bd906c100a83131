package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_ATTEMPT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.not;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.message.JobReady;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;

/// In the backlog, or on its way to a worker.
record Queued(Arrows arrows, Condition job) implements StoredState {
    /// A job that was never claimed is not begun after its deadline, not even by a worker that is ahead of
    /// the sweeper.
    private static final Condition IN_TIME =
            JOB.STARTED_AT.isNotNull().or(JOB.DEADLINE.gt(currentInstant()));

    /// `queued → running`. Empty when the wake-up call was late, doubled or overtaken by a cancel, or when
    /// the job is a suspect.
    Optional<JobRecord> claimed(JobReady call, String worker, Duration lease) {
        return claimed(call, worker, lease, not(Suspicion.suspected()));
    }

    /// `queued → running` of a suspect. Empty when the worker runs another, or as ever.
    Optional<JobRecord> claimedApart(JobReady call, String worker, Duration lease) {
        return claimed(call, worker, lease, Suspicion.apart(worker));
    }

    private Optional<JobRecord> claimed(
            JobReady call, String worker, Duration lease, Condition harmless) {
        return arrows.take(
                JobState.QUEUED,
                JobState.RUNNING,
                asCalled(call).and(JOB.CANCEL_REQUESTED_AT.isNull()).and(IN_TIME).and(harmless),
                update ->
                        update.set(JOB.ATTEMPT, JOB.ATTEMPT.plus(1))
                                .set(JOB.WORKER, worker)
                                .set(JOB.LEASE_UNTIL, Transitions.fromNow(lease))
                                .set(JOB.STARTED_AT, coalesce(JOB.STARTED_AT, currentInstant()))
                                .set(JOB.STAGE, (String) null)
                                .set(JOB.NOT_BEFORE, (Instant) null),
                this::attemptBegan);
    }

    /// Whether the call is for a suspect that still waits for it.
    boolean isSuspect(JobReady call) {
        return arrows.db().fetchExists(JOB, suspected(call));
    }

    private Condition suspected(JobReady call) {
        return asCalled(call).and(JOB.STATE.eq(JobState.QUEUED.name())).and(Suspicion.suspected());
    }

    private Condition asCalled(JobReady call) {
        return job.and(JOB.LANE.eq(call.lane().name()))
                .and(JOB.DISPATCH_NO.eq(call.dispatchNo()))
                .and(JOB.DISPATCHED_AT.isNotNull());
    }

    /// Stays queued: where it was not claimed because it is a suspect, the dispatcher takes it back and
    /// sends it on its way again after a pause. Not an arrow; nobody sees it but the dispatcher.
    void standsBack(JobReady call) {
        arrows.db()
                .update(JOB)
                .set(JOB.NOT_BEFORE, Transitions.fromNow(Suspicion.PAUSE))
                .where(suspected(call))
                .execute();
    }

    /// `queued → running` of a bulk action, which no wake-up call and no lease belong to: a gateway does it.
    Optional<JobRecord> begun(String gateway) {
        return arrows.take(
                JobState.QUEUED,
                JobState.RUNNING,
                job.and(JOB.TYPE.eq(JobType.BULK_ACTION.name()))
                        .and(JOB.CANCEL_REQUESTED_AT.isNull())
                        .and(IN_TIME),
                update ->
                        update.set(JOB.ATTEMPT, JOB.ATTEMPT.plus(1))
                                .set(JOB.WORKER, gateway)
                                .set(JOB.STARTED_AT, currentInstant()),
                this::attemptBegan);
    }

    private void attemptBegan(JobRecord row) {
        arrows.db()
                .insertInto(JOB_ATTEMPT)
                .set(JOB_ATTEMPT.JOB_ID, row.getId())
                .set(JOB_ATTEMPT.ATTEMPT, row.getAttempt())
                .set(JOB_ATTEMPT.WORKER, row.getWorker())
                .execute();
        arrows.stateChanged(row);
    }

    /// `queued → cancelled`, in the client's own call: no worker holds anything of it.
    Optional<JobRecord> cancelled() {
        return arrows.take(
                JobState.QUEUED,
                JobState.CANCELLED,
                job,
                update -> update.set(JOB.CANCEL_REQUESTED_AT, currentInstant()),
                row -> arrows.ended(row, "cancelled", null));
    }

    /// `queued → expired`: nobody claimed it before its deadline.
    Optional<JobRecord> expired() {
        return arrows.take(
                JobState.QUEUED,
                JobState.EXPIRED,
                job.and(JOB.STARTED_AT.isNull()).and(JOB.DEADLINE.lt(currentInstant())),
                update -> update,
                row -> arrows.ended(row, "expired", null));
    }
}
