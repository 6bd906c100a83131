package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static org.jooq.impl.DSL.noCondition;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.jobstore.view.JobRows;
import dev.sluice.model.job.Job;
import dev.sluice.model.problem.ProblemType;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Jobs that used up their failures and that nobody has driven again.
final class DeadLetters {
    private final DSLContext db;

    DeadLetters(DSLContext db) {
        this.db = db;
    }

    Page<Job> list(@Nullable String tenant, int limit, @Nullable String cursor) {
        var rows =
                db.selectFrom(JOB)
                        .where(
                                JOB.DEAD_AT.isNotNull(),
                                JobConditions.VISIBLE,
                                JobConditions.of(tenant),
                                after(cursor))
                        .orderBy(JOB.DEAD_AT.desc(), JOB.ID.desc())
                        .limit(limit + 1)
                        .fetch();
        return Page.of(
                rows, limit, JobRows::view, last -> new Cursor(last.getDeadAt(), last.getId()));
    }

    private static Condition after(@Nullable String text) {
        if (text == null) {
            return noCondition();
        }
        var cursor = Cursor.parse(text);
        return DSL.row(JOB.DEAD_AT, JOB.ID).lt(cursor.at(), cursor.id());
    }

    /// Takes a job out of the list; the caller's transaction submits it anew.
    ///
    /// @param row locked
    void take(JobRecord row) {
        if (row.getDeadAt() == null) {
            throw ProblemType.WRONG_STATE.because(
                    "Job "
                            + row.getId()
                            + " is not among the dead letters: only a job that failed with its failures used up is, until it is driven again.");
        }
        forget(row);
    }

    /// @param row locked; it may be no dead letter
    void forget(JobRecord row) {
        db.update(JOB)
                .set(JOB.DEAD_AT, (Instant) null)
                .where(JOB.ID.eq(row.getId()), JOB.DEAD_AT.isNotNull())
                .execute();
    }
}
