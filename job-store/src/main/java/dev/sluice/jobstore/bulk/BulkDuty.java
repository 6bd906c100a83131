package dev.sluice.jobstore.bulk;

import static dev.sluice.jobstore.schema.Tables.JOB;

import dev.sluice.jobstore.dispatch.Duty;
import dev.sluice.jobstore.dispatch.LeaderLease;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.fault.PausePoint;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Works through bulk actions: of each that is under way one piece, then the next of each, so that a long
/// one holds up no other.
public final class BulkDuty implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(BulkDuty.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// Pieces within one hold of the lease.
    private static final int PIECES = 10;

    /// A bulk action goes on in its one attempt, whichever gateway does.
    private static final int FIRST_ATTEMPT = 1;

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Transitions transitions;
    private final BulkStep step;
    private final String gateway;
    private final Runnable afterDeletes;
    private String lastServed = "";

    /// @param gateway this process's name
    /// @param afterDeletes removes at once what deleted jobs leave behind
    BulkDuty(
            DSLContext db,
            TransactionTemplate transaction,
            Transitions transitions,
            BulkStep step,
            String gateway,
            Runnable afterDeletes) {
        this.db = db;
        this.transaction = transaction;
        this.transitions = transitions;
        this.step = step;
        this.gateway = gateway;
        this.afterDeletes = afterDeletes;
    }

    @Override
    public String name() {
        return "bulk-actions";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    /// Bulk actions are few, changes of jobs are many.
    @Override
    public boolean urgent() {
        return false;
    }

    @Override
    public boolean turn(LeaderLease lease, long fence) {
        var next = underway(lastServed);
        if (next.isEmpty() && !lastServed.isEmpty()) {
            next = underway("");
        }
        var served = false;
        for (var jobId : next) {
            lastServed = jobId;
            served |= serve(jobId, lease.held(fence));
        }
        return served;
    }

    private List<String> underway(String after) {
        return db.select(JOB.ID)
                .from(JOB)
                .where(
                        JOB.TYPE.eq(JobType.BULK_ACTION.name()),
                        JOB.STATE.in(JobState.QUEUED.name(), JobState.RUNNING.name()),
                        JOB.ID.gt(after))
                .orderBy(JOB.ID)
                .limit(PIECES)
                .fetch(JOB.ID);
    }

    private boolean serve(String jobId, Condition held) {
        try {
            var taken = transaction.execute(status -> taken(jobId, held));
            if (taken != BulkStep.Taken.NOTHING) {
                PausePoint.BULK_AFTER_COMMIT.reached();
            }
            if (taken == BulkStep.Taken.END_OF_DELETES) {
                afterDeletes.run();
            }
            return taken != BulkStep.Taken.NOTHING;
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Bulk action {} cannot go on", jobId, e);
            giveUp(jobId);
            return true;
        }
    }

    private BulkStep.Taken taken(String jobId, Condition held) {
        var taken = step.take(jobId, held);
        if (taken != BulkStep.Taken.NOTHING) {
            PausePoint.BULK_BEFORE_COMMIT.reached();
        }
        return taken;
    }

    /// What nobody foresaw would happen again with every turn.
    private void giveUp(String jobId) {
        transitions.begin(jobId, gateway);
        transitions.failed(
                jobId,
                FIRST_ATTEMPT,
                Problem.of(
                        ProblemType.INTERNAL_ERROR,
                        "The action broke off; progress says how far it came. Ask for it again."));
    }
}
