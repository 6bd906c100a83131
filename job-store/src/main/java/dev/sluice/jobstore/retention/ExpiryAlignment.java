package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.TENANT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import java.time.Duration;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/// Gives jobs that have ended already the `expires_at` that their tenant's retention asks for now: a
/// shorter one holds at once, a longer one for what is still there. A change does it for its tenant; the
/// recurring run finds what ended while the change was made, or what it did not come to.
final class ExpiryAlignment implements Sweep {
    private static final int BATCH = 500;

    private final DSLContext db;

    ExpiryAlignment(DSLContext db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "align-expiry";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void sweep(Tally tally, Runnable turn) {
        tally.checked(align(null, turn));
        tally.overdue(overdue(Duration.ZERO, turn));
    }

    /// @param tenant null for all
    /// @return jobs that got another time
    int align(@Nullable String tenant, Runnable turn) {
        int all = 0;
        int some;
        do {
            turn.run();
            some =
                    db.update(JOB)
                            .set(JOB.EXPIRES_AT, due())
                            .set(JOB.REVISION, JOB.REVISION.plus(1))
                            .where(
                                    JOB.ID.in(
                                            select(JOB.ID)
                                                    .from(JOB)
                                                    .where(misaligned(tenant, Duration.ZERO))
                                                    .limit(BATCH)
                                                    .forNoKeyUpdate()
                                                    .skipLocked()))
                            .execute();
            all += some;
        } while (some == BATCH);
        return all;
    }

    @Override
    public long overdue(Duration grace, Runnable turn) {
        return db.fetchCount(JOB, misaligned(null, grace));
    }

    private static Condition misaligned(@Nullable String tenant, Duration grace) {
        return JOB.EXPIRES_AT
                .isNotNull()
                .and(JOB.PURGED_AT.isNull())
                .and(JOB.DELETED_AT.isNull())
                .and(JOB.TYPE.ne(JobType.CALL.name()))
                .and(JOB.FINISHED_AT.le(Transitions.fromNow(grace.negated())))
                .and(tenant == null ? noCondition() : JOB.TENANT_ID.eq(tenant))
                .and(JOB.EXPIRES_AT.isDistinctFrom(due()));
    }

    /// As the transitions set it when a job ends.
    private static Field<Instant> due() {
        var files = JOB.TYPE.eq(JobType.EXPORT.name()).and(JOB.STATE.eq(JobState.SUCCEEDED.name()));
        var days =
                field(
                        select(when(files, TENANT.FILES_DAYS).otherwise(TENANT.RESULTS_DAYS))
                                .from(TENANT)
                                .where(TENANT.ID.eq(JOB.TENANT_ID)));
        return field(
                "{0} + make_interval(days => {1})",
                JOB.EXPIRES_AT.getDataType(), JOB.FINISHED_AT, days);
    }
}
