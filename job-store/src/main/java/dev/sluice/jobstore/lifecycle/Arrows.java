package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_ATTEMPT;
import static org.jooq.impl.DSL.currentInstant;

import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.Json;
import dev.sluice.model.event.JobEvent;
import dev.sluice.model.job.JobState;
import dev.sluice.model.problem.Problem;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.UpdateSetMoreStep;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Moves a job along one arrow: a guarded UPDATE, and the events and rows that belong to it in the same
/// transaction. A guard that hits no row means that somebody else moved the job.
final class Arrows {
    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final EventWriter events;

    Arrows(DSLContext db, TransactionTemplate transaction, EventWriter events) {
        this.db = db;
        this.transaction = transaction;
        this.events = events;
    }

    DSLContext db() {
        return db;
    }

    /// @param guard on top of the state
    /// @param more what changes on top of what every arrow to `to` changes
    /// @param consequences told the row as it is now, in the same transaction
    /// @return the row after all of it; empty when the guard hit none
    Optional<JobRecord> take(
            JobState from,
            JobState to,
            Condition guard,
            UnaryOperator<UpdateSetMoreStep<JobRecord>> more,
            Consumer<JobRecord> consequences) {
        if (!from.canBecome(to)) {
            throw new IllegalArgumentException(from + " never becomes " + to);
        }
        var moved =
                transaction.execute(status -> {
                    var commit = CommitPause.of(to);
                    var row =
                            more.apply(leave(to))
                                    .where(JOB.STATE.eq(from.name()), guard)
                                    .returning()
                                    .fetchOptional();
                    row.ifPresent(changed -> {
                        commit.announce();
                        consequences.accept(changed);
                        commit.near();
                    });
                    return row;
                });
        return moved == null ? Optional.empty() : moved;
    }

    private UpdateSetMoreStep<JobRecord> leave(JobState to) {
        var update =
                db.update(JOB)
                        .set(JOB.STATE, to.name())
                        .set(JOB.LEASE_UNTIL, (Instant) null)
                        .set(JOB.REVIEW, (JSON) null)
                        .set(JOB.INPUT_REQUEST, (JSON) null)
                        .set(JOB.RESPOND_BY, (Instant) null)
                        .set(JOB.REVISION, JOB.REVISION.plus(1));
        if (to == JobState.QUEUED) {
            return intoTheQueue(update);
        }
        return to.terminal() ? ending(update, to) : update;
    }

    private static UpdateSetMoreStep<JobRecord> intoTheQueue(UpdateSetMoreStep<JobRecord> update) {
        return update.set(JOB.WORKER, (String) null)
                .set(JOB.PROGRESS, (JSON) null)
                .set(JOB.DISPATCH_NO, JOB.DISPATCH_NO.plus(1))
                .set(JOB.DISPATCHED_AT, (Instant) null)
                .set(JOB.PUBLISHED_AT, (Instant) null)
                .set(JOB.PUBLISH_COUNT, 0);
    }

    private static UpdateSetMoreStep<JobRecord> ending(
            UpdateSetMoreStep<JobRecord> update, JobState end) {
        return update.set(JOB.FINISHED_AT, currentInstant())
                .set(JOB.EXPIRES_AT, Keeping.until(end))
                .set(JOB.RESUMPTION, (JSON) null);
    }

    /// The attempt's row, where one runs, and the last events of the job.
    ///
    /// @param outcome of the attempt
    void ended(JobRecord row, String outcome, @Nullable Problem problem) {
        attemptEnded(row, outcome, problem);
        events.append(row, new JobEvent.Done(JobState.valueOf(row.getState())));
    }

    /// The attempt's row, where one runs, and the new state's event.
    ///
    /// @param outcome see [Attempt]
    void attemptEnded(JobRecord row, String outcome, @Nullable Problem problem) {
        db.update(JOB_ATTEMPT)
                .set(JOB_ATTEMPT.FINISHED_AT, currentInstant())
                .set(JOB_ATTEMPT.OUTCOME, outcome)
                .set(JOB_ATTEMPT.ERROR, problem == null ? null : json(problem))
                .where(
                        JOB_ATTEMPT.JOB_ID.eq(row.getId()),
                        JOB_ATTEMPT.ATTEMPT.eq(row.getAttempt()),
                        JOB_ATTEMPT.FINISHED_AT.isNull())
                .execute();
        events.entered(row);
    }

    void stateChanged(JobRecord row) {
        events.entered(row);
    }

    void append(JobRecord row, JobEvent event) {
        events.append(row, event);
    }

    void failureHappened(JobRecord row, Problem problem) {
        var stage = row.getStage();
        events.append(
                row,
                new JobEvent.Failed(
                        problem.detail(),
                        stage == null ? "" : stage.toLowerCase(Locale.ROOT),
                        problem.code()));
    }

    static JSON json(Object value) {
        return JSON.valueOf(Json.write(value));
    }
}
