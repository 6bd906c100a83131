package dev.sluice.jobstore.dispatch;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static org.jooq.impl.DSL.currentInstant;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.job.JobState;
import java.time.Duration;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Returns jobs whose worker stopped answering to the queue, expires what nobody claimed in time, and
/// settles what nobody answered in time.
final class Sweeper implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int BATCH = 100;

    private final DSLContext db;
    private final Transitions transitions;
    private long lastTurn;
    private long waitUntil;

    Sweeper(DSLContext db, Transitions transitions) {
        this.db = db;
        this.transitions = transitions;
        this.lastTurn = System.nanoTime();
    }

    @Override
    public String name() {
        return "sweeper";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public boolean urgent() {
        return false;
    }

    @Override
    public void standBy() {
        lastTurn = System.nanoTime();
    }

    @Override
    public boolean turn(LeaderLease lease, long fence) {
        giveWorkersTimeAfterAnOutage();
        if (System.nanoTime() < waitUntil) {
            return false;
        }
        var lost =
                db.select(JOB.ID, JOB.ATTEMPT)
                        .from(JOB)
                        .where(
                                JOB.STATE.eq(JobState.RUNNING.name()),
                                JOB.LEASE_UNTIL.lt(currentInstant()),
                                lease.held(fence))
                        .orderBy(JOB.LEASE_UNTIL)
                        .limit(BATCH)
                        .fetch();
        for (var job : lost) {
            if (transitions.leaseLost(job.value1(), job.value2())) {
                LOG.info("Attempt {} of {} lost its worker", job.value2(), job.value1());
            }
        }
        var expired = transitions.expireUnclaimed(BATCH);
        var unanswered = transitions.settleUnanswered(BATCH);
        return expired == BATCH || unanswered == BATCH || lost.size() == BATCH;
    }

    /// While the database was away no worker could renew its lease; all of them get one lease more.
    private void giveWorkersTimeAfterAnOutage() {
        var now = System.nanoTime();
        if (now - lastTurn > Transitions.LEASE.toNanos() / 3) {
            waitUntil = now + Transitions.LEASE.toNanos();
        }
        lastTurn = now;
    }
}
