package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static org.jooq.impl.DSL.currentInstant;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.Json;
import dev.sluice.model.fault.PausePoint;
import dev.sluice.model.job.InputRequest;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Resumption;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Moves on what time has overtaken: lost leases, and deadlines that nobody met. Rows that somebody else
/// moves just now are left to them, and to the next sweep.
final class Overdue {
    private static final Logger LOG = LoggerFactory.getLogger(Overdue.class);
    private static final Condition WAITS_FOR_A_PERSON =
            JOB.STATE.in(JobState.AWAITING_REVIEW.name(), JobState.NEEDS_INPUT.name());

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Arrows arrows;

    Overdue(DSLContext db, TransactionTemplate transaction, Arrows arrows) {
        this.db = db;
        this.transaction = transaction;
        this.arrows = arrows;
    }

    boolean leaseLost(String jobId, int attempt) {
        var lost = Transitions.ours(jobId, attempt).and(JOB.LEASE_UNTIL.lt(currentInstant()));
        return move(
                lost,
                row -> {
                    var moved = withoutWorker(row, new Running(arrows, lost));
                    PausePoint.SWEEP_BEFORE_COMMIT.reached();
                    return moved;
                });
    }

    private static Optional<JobRecord> withoutWorker(JobRecord row, Running job) {
        if (row.getCancelRequestedAt() != null) {
            return job.cancelled();
        }
        var problem =
                Problem.of(
                        ProblemType.WORKER_LOST,
                        "The worker of attempt " + row.getAttempt() + " stopped answering.");
        return row.getFailures() + 1 >= Transitions.MAX_FAILURES
                ? job.failed(problem)
                : job.lost(problem);
    }

    int expireUnclaimed(int limit) {
        var due =
                JOB.STATE
                        .eq(JobState.QUEUED.name())
                        .and(JOB.STARTED_AT.isNull())
                        .and(JOB.DEADLINE.lt(currentInstant()));
        var ids = db.select(JOB.ID).from(JOB).where(due).orderBy(JOB.DEADLINE).limit(limit);
        var found = ids.fetch(JOB.ID);
        found.forEach(
                id -> move(JOB.ID.eq(id), row -> new Queued(arrows, JOB.ID.eq(id)).expired()));
        return found.size();
    }

    int settleUnanswered(int limit) {
        var due = WAITS_FOR_A_PERSON.and(JOB.RESPOND_BY.le(currentInstant()));
        var ids = db.select(JOB.ID).from(JOB).where(due).orderBy(JOB.RESPOND_BY).limit(limit);
        var found = ids.fetch(JOB.ID);
        found.forEach(id -> move(JOB.ID.eq(id).and(due), this::unanswered));
        return found.size();
    }

    private Optional<JobRecord> unanswered(JobRecord row) {
        return switch (StoredState.of(arrows, row, JOB.ID.eq(row.getId()))) {
            case AwaitingReview review -> review.expired();
            case NeedsInput question -> byDefault(row, question);
            case Queued _, Running _, Ended _ -> Optional.empty();
        };
    }

    private static Optional<JobRecord> byDefault(JobRecord row, NeedsInput question) {
        var asked = Json.read(row.getInputRequest().data(), InputRequest.class);
        var option = asked.defaultOption();
        return option == null
                ? question.expired()
                : question.answered(new Resumption.Chosen(option, true));
    }

    /// A row that cannot be moved is passed over: those behind it are overdue as well.
    private boolean move(Condition due, Function<JobRecord, Optional<JobRecord>> move) {
        try {
            return Boolean.TRUE.equals(
                    transaction.execute(status ->
                            db.selectFrom(JOB)
                                    .where(due)
                                    .forUpdate()
                                    .skipLocked()
                                    .fetchOptional()
                                    .flatMap(move)
                                    .isPresent()));
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("An overdue job cannot be moved on", e);
            return false;
        }
    }
}
