package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_RESULT;
import static org.jooq.impl.DSL.currentInstant;

import dev.sluice.jobstore.event.EventLog;
import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.jobstore.submission.Submissions;
import dev.sluice.jobstore.view.JobRows;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Lane;
import dev.sluice.model.job.Priority;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.JobRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionTemplate;

/// Calls as hidden jobs. The waiter is woken by the job's nudge, and looks by itself as well.
public final class StoredCalls implements Calls {
    private static final long LOOK_MILLIS = 250;

    /// Who is not served by then would wait in vain: workers or the broker are away.
    private static final Duration CLAIMED_WITHIN = Duration.ofSeconds(10);

    private final DSLContext db;
    private final Arrows arrows;
    private final Submissions submissions;
    private final Map<String, Semaphore> waiting = new ConcurrentHashMap<>();

    public StoredCalls(
            DSLContext db,
            TransactionTemplate transaction,
            EventWriter writer,
            Submissions submissions,
            EventLog events) {
        this.db = db;
        this.arrows = new Arrows(db, transaction, writer);
        this.submissions = submissions;
        events.onNudge((jobId, sequence) -> wake(jobId));
    }

    private void wake(String jobId) {
        var waiter = waiting.get(jobId);
        if (waiter != null) {
            waiter.release();
        }
    }

    @Override
    public String call(String tenant, String source, JobRequest request, Duration patience) {
        var job =
                submissions.submit(
                        new NewJob(
                                tenant,
                                JobType.CALL,
                                request,
                                null,
                                null,
                                source,
                                null,
                                List.of(),
                                Priority.HIGH,
                                patience,
                                null,
                                1));
        var woken = new Semaphore(0);
        waiting.put(job.id(), woken);
        try {
            return await(job.id(), woken, patience);
        } finally {
            waiting.remove(job.id());
        }
    }

    private String await(String jobId, Semaphore woken, Duration patience) {
        var began = System.nanoTime();
        while (System.nanoTime() - began < patience.toNanos()) {
            var row = db.selectFrom(JOB).where(JOB.ID.eq(jobId)).fetchSingle();
            var answer = answer(row);
            if (answer.isPresent()) {
                return answer.get();
            }
            if (row.getAttempt() == 0 && System.nanoTime() - began > CLAIMED_WITHIN.toNanos()) {
                break;
            }
            try {
                if (woken.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw Problem.of(
                        ProblemType.WORKER_UNAVAILABLE,
                        "No "
                                + whose(withdraw(jobId))
                                + " worker answered in time; they may all be busy or away.")
                .withRetryAfter(10)
                .toException();
    }

    private Optional<String> answer(JobRecord row) {
        return switch (JobState.valueOf(row.getState())) {
            case SUCCEEDED ->
                    Optional.of(
                            db.select(JOB_RESULT.BODY)
                                    .from(JOB_RESULT)
                                    .where(JOB_RESULT.JOB_ID.eq(row.getId()))
                                    .fetchSingle(JOB_RESULT.BODY)
                                    .data());
            case FAILED -> {
                var error = JobRows.view(row).error();
                throw (error == null
                                ? Problem.of(ProblemType.INTERNAL_ERROR, "The call failed.")
                                : error)
                        .toException();
            }
            case QUEUED, RUNNING, AWAITING_REVIEW, NEEDS_INPUT, CANCELLED, EXPIRED ->
                    Optional.empty();
        };
    }

    private static String whose(Lane lane) {
        return switch (lane) {
            case ANALYZE, ANALYZE_CALLS -> "agent";
            case EXPORT, EXPORT_CALLS -> "export";
        };
    }

    /// A call that runs is ended by its worker, like any job that somebody cancels.
    private Lane withdraw(String jobId) {
        var lane =
                db.update(JOB)
                        .set(JOB.CANCEL_REQUESTED_AT, currentInstant())
                        .where(JOB.ID.eq(jobId))
                        .returningResult(JOB.LANE)
                        .fetchSingle(JOB.LANE);
        new Queued(arrows, JOB.ID.eq(jobId)).cancelled();
        return Lane.valueOf(lane);
    }
}
