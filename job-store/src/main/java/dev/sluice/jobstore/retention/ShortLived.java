package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.schema.Tables.EXPORT_SNAPSHOT;
import static dev.sluice.jobstore.schema.Tables.IDEMPOTENCY;
import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.LANE_SHARE;
import static dev.sluice.jobstore.schema.Tables.SWEEP_REPORT;
import static dev.sluice.jobstore.schema.Tables.WORKER_SLOT;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.selectOne;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;

/// Rows that serve for a while only.
final class ShortLived implements Sweep {
    private static final int BATCH = 5_000;

    /// @param over whose time was over so long ago
    private record Kind(String name, Table<?> table, Function<Duration, Condition> over) {}

    private static final List<Kind> KINDS =
            List.of(
                    new Kind("calls", JOB, ShortLived::answeredCalls),
                    new Kind(
                            "idempotency keys",
                            IDEMPOTENCY,
                            grace -> olderThan(IDEMPOTENCY.CREATED_AT, Duration.ofDays(1), grace)),
                    new Kind("snapshots", EXPORT_SNAPSHOT, ShortLived::snapshotsOfEndedJobs),
                    new Kind(
                            "slots of dead workers",
                            WORKER_SLOT,
                            grace -> olderThan(WORKER_SLOT.SEEN_AT, Duration.ofDays(1), grace)),
                    new Kind("shares of idle tenants", LANE_SHARE, ShortLived::idleShares),
                    new Kind("reports", SWEEP_REPORT, ShortLived::oldReports));

    private final DSLContext db;

    ShortLived(DSLContext db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "forget-short-lived";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void sweep(Tally tally, Runnable turn) {
        for (var kind : KINDS) {
            long gone = 0;
            int some;
            do {
                turn.run();
                some =
                        db.deleteFrom(kind.table())
                                .where(kind.over().apply(Duration.ZERO))
                                .limit(BATCH)
                                .execute();
                gone += some;
            } while (some == BATCH);
            if (gone > 0) {
                tally.checked(gone);
                tally.removed(gone);
                tally.remark(kind.name() + " " + gone);
            }
        }
        tally.overdue(overdue(Duration.ZERO, turn));
    }

    @Override
    public long overdue(Duration grace, Runnable turn) {
        return KINDS.stream()
                .mapToLong(kind -> db.fetchCount(kind.table(), kind.over().apply(grace)))
                .sum();
    }

    private static Condition answeredCalls(Duration grace) {
        return JOB.TYPE
                .eq(JobType.CALL.name())
                .and(olderThan(JOB.CREATED_AT, Duration.ofHours(1), grace))
                .and(JOB.STATE.ne(JobState.RUNNING.name()));
    }

    /// Their keepers remove them, unless they died.
    private static Condition snapshotsOfEndedJobs(Duration grace) {
        return exists(
                selectOne()
                        .from(JOB)
                        .where(
                                JOB.ID.eq(EXPORT_SNAPSHOT.JOB_ID),
                                olderThan(JOB.FINISHED_AT, Duration.ZERO, grace)));
    }

    /// A tenant that comes back after so long begins at the lane's time anyway.
    private static Condition idleShares(Duration grace) {
        return olderThan(LANE_SHARE.UPDATED_AT, Duration.ofDays(1), grace)
                .and(
                        not(
                                exists(
                                        selectOne()
                                                .from(JOB)
                                                .where(
                                                        JOB.LANE.eq(LANE_SHARE.LANE),
                                                        JOB.TENANT_ID.eq(LANE_SHARE.TENANT_ID),
                                                        JOB.STATE.in(
                                                                JobState.QUEUED.name(),
                                                                JobState.RUNNING.name())))));
    }

    /// A run that had nothing to look at tells nothing after a day.
    private static Condition oldReports(Duration grace) {
        var quiet =
                SWEEP_REPORT
                        .CHECKED
                        .eq(0L)
                        .and(SWEEP_REPORT.REMOVED.eq(0L))
                        .and(SWEEP_REPORT.OVERDUE.eq(0L))
                        .and(SWEEP_REPORT.FAILED.isFalse());
        return olderThan(SWEEP_REPORT.ENDED_AT, Duration.ofDays(90), grace)
                .or(quiet.and(olderThan(SWEEP_REPORT.ENDED_AT, Duration.ofDays(1), grace)));
    }

    private static Condition olderThan(Field<Instant> since, Duration age, Duration grace) {
        return since.lt(Transitions.fromNow(age.plus(grace).negated()));
    }
}
