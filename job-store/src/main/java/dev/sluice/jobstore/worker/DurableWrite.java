package dev.sluice.jobstore.worker;

import static dev.sluice.jobstore.schema.Tables.JOB;

import dev.sluice.model.job.JobState;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what an attempt has come to although the database may be away for a moment: tries again until
/// the lease would have run out. A commit whose answer was lost is recognised by what it wrote.
final class DurableWrite {
    private static final Logger LOG = LoggerFactory.getLogger(DurableWrite.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DSLContext db;
    private final String jobId;
    private final int attempt;
    private final Duration lease;

    /// @param lease how long the attempt stays ours without being renewed
    DurableWrite(DSLContext db, String jobId, int attempt, Duration lease) {
        this.db = db;
        this.jobId = jobId;
        this.attempt = attempt;
        this.lease = lease;
    }

    /// @param move the guarded UPDATE to `state`
    /// @return whether the job is there by our doing
    /// @throws EndUnknown when the database stayed away
    boolean reach(JobState state, BooleanSupplier move) {
        return write(move, () -> isThere(state));
    }

    /// @param write guarded by the fence; may be called again after a commit whose answer was lost, and
    ///     then succeeds as it did before
    /// @return whether the attempt was still ours
    /// @throws EndUnknown when the database stayed away
    boolean write(BooleanSupplier write) {
        return write(write, () -> false);
    }

    private boolean write(BooleanSupplier write, BooleanSupplier isWritten) {
        var until = System.nanoTime() + lease.toNanos();
        var unsure = false;
        while (true) {
            try {
                return write.getAsBoolean() || (unsure && isWritten.getAsBoolean());
            } catch (DataAccessException e) {
                unsure = true;
                LOG.warn("What {} has come to is not written yet: {}", jobId, e.getMessage());
                if (System.nanoTime() - until > 0 || Thread.currentThread().isInterrupted()) {
                    throw new EndUnknown(jobId, attempt, e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private boolean isThere(JobState state) {
        return db.fetchExists(
                JOB, JOB.ID.eq(jobId), JOB.ATTEMPT.eq(attempt), JOB.STATE.eq(state.name()));
    }
}
