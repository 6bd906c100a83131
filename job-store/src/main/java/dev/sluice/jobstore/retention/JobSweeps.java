package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_PART;
import static dev.sluice.jobstore.schema.Tables.TENANT;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/// Which jobs are due, and what of them.
final class JobSweeps {
    /// States in which a job has ended and delivers nothing.
    static final Set<String> WITHOUT_RESULT =
            Set.of(JobState.FAILED.name(), JobState.CANCELLED.name(), JobState.EXPIRED.name());

    private static final Duration OFTEN = Duration.ofMinutes(1);

    private JobSweeps() {}

    /// Results and files past `expires_at`; the job and its state stay.
    static JobSweep expiredResults(DSLContext db, JobRemoval removal) {
        return new JobSweep(
                db,
                "expire-results",
                OFTEN,
                JOB.EXPIRES_AT,
                grace -> JOB.EXPIRES_AT.lt(ago(grace)).and(JOB.PURGED_AT.isNull()),
                removal::expired);
    }

    /// Parts of exports that ended without a result. A worker removes the files of an attempt that ended
    /// the job; this finds what was cancelled in the queue, or whose last worker was lost.
    static JobSweep unpublishedParts(DSLContext db, JobRemoval removal) {
        return new JobSweep(
                db,
                "remove-unpublished",
                OFTEN,
                JOB.FINISHED_AT,
                grace ->
                        JOB.STATE
                                .in(WITHOUT_RESULT)
                                .and(JOB.FINISHED_AT.lt(ago(grace)))
                                .and(JOB.PURGED_AT.isNull())
                                .and(
                                        exists(
                                                selectOne()
                                                        .from(JOB_PART)
                                                        .where(JOB_PART.JOB_ID.eq(JOB.ID)))),
                removal::unpublished);
    }

    /// Jobs that a client deleted.
    static JobSweep deletedJobs(DSLContext db, JobRemoval removal) {
        return new JobSweep(
                db,
                "remove-deleted",
                OFTEN,
                JOB.DELETED_AT,
                grace -> JOB.DELETED_AT.le(ago(grace)),
                job -> removal.whole(job, "deleted by a client"));
    }

    /// Whole jobs past their tenant's `questions_days`.
    static JobSweep oldQuestions(DSLContext db, JobRemoval removal) {
        return new JobSweep(
                db,
                "remove-questions",
                Duration.ofMinutes(10),
                JOB.FINISHED_AT,
                JobSweeps::questionsOver,
                job -> removal.whole(job, "questions_days are over"));
    }

    /// The shortest time of all tenants lets the index find them.
    private static Condition questionsOver(Duration grace) {
        var own =
                field(
                        select(TENANT.QUESTIONS_DAYS)
                                .from(TENANT)
                                .where(TENANT.ID.eq(JOB.TENANT_ID)));
        var shortest = field(select(min(TENANT.QUESTIONS_DAYS)).from(TENANT));
        return JOB.FINISHED_AT
                .lt(daysAgo(shortest, grace))
                .and(JOB.FINISHED_AT.lt(daysAgo(own, grace)));
    }

    private static Field<Instant> daysAgo(Field<Integer> days, Duration grace) {
        return field(
                "now() - make_interval(days => {0}, secs => {1})",
                JOB.FINISHED_AT.getDataType(), days, val(grace.toSeconds()));
    }

    private static Field<Instant> ago(Duration grace) {
        return Transitions.fromNow(grace.negated());
    }
}
