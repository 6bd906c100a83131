package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import dev.sluice.model.job.JobType;
import dev.sluice.model.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes through jobs that are due, in the order in which they became so.
///
/// @param since when a job became due, or an earlier time that orders jobs alike
/// @param due whose time was over so long ago
record JobSweep(
        DSLContext db,
        String name,
        Duration every,
        Field<Instant> since,
        Function<Duration, Condition> due,
        Consumer<DueJob> removal)
        implements Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(JobSweep.class);
    private static final int BATCH = 200;

    /// A store that is away fails for every job; the next run begins with them again.
    private static final int MOST_FAILURES = 20;

    @Override
    public void sweep(Tally tally, Runnable turn) {
        DueJob last = null;
        int failures = 0;
        List<DueJob> batch;
        do {
            turn.run();
            batch = next(last);
            for (var job : batch) {
                tally.checked(1);
                if (removed(job, tally)) {
                    tally.removed(1);
                } else if (++failures >= MOST_FAILURES) {
                    tally.overdue(overdue(Duration.ZERO, turn));
                    return;
                }
            }
            last = batch.isEmpty() ? last : batch.getLast();
        } while (batch.size() == BATCH);
        if (tally.removed() > 0) {
            LOG.info("{}: {} jobs", name, tally.removed());
        }
        tally.overdue(overdue(Duration.ZERO, turn));
    }

    private boolean removed(DueJob job, Tally tally) {
        try {
            removal.accept(job);
            return true;
        } catch (ProblemException e) {
            LOG.warn("{}: job {} is left for the next run: {}", name, job.id(), e.getMessage());
            tally.trouble("job " + job.id() + ": " + e.problem().detail());
            return false;
        }
    }

    private List<DueJob> next(@Nullable DueJob last) {
        return db.select(JOB.ID, JOB.TENANT_ID, JOB.TYPE, since)
                .from(JOB)
                .where(
                        due.apply(Duration.ZERO),
                        last == null
                                ? noCondition()
                                : row(since, JOB.ID).gt(last.since(), last.id()))
                .orderBy(since, JOB.ID)
                .limit(BATCH)
                .fetch(row ->
                        new DueJob(
                                row.value1(),
                                row.value2(),
                                row.value3().equals(JobType.EXPORT.name()),
                                row.value4()));
    }

    @Override
    public long overdue(Duration grace, Runnable turn) {
        return db.fetchCount(JOB, due.apply(grace));
    }
}
