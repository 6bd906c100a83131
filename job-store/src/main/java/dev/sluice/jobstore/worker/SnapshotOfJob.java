package dev.sluice.jobstore.worker;

import dev.sluice.jobstore.snapshot.SnapshotWishes;
import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.job.Cancellation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for somebody to hold the source as it is now.
final class SnapshotOfJob {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotOfJob.class);
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private final SnapshotWishes wishes;
    private final String jobId;

    SnapshotOfJob(SnapshotWishes wishes, String jobId) {
        this.wishes = wishes;
        this.jobId = jobId;
    }

    /// @param generation of the wish that was written
    Optional<ExportSnapshot> await(int generation, Duration patience, Cancellation cancellation) {
        var until = System.nanoTime() + patience.toNanos();
        var answer = wishes.look(jobId, generation);
        while (answer.snapshot() == null && answer.refusal() == null) {
            var over = System.nanoTime() > until || cancellation.requested();
            if (over && wishes.withdraw(jobId, generation)) {
                LOG.info("Nobody held a snapshot for {} within {}", jobId, patience);
                return Optional.empty();
            }
            LockSupport.parkNanos(LOOK_NANOS);
            answer = wishes.look(jobId, generation);
        }
        if (answer.refusal() != null) {
            LOG.info("No snapshot is held for {}: {}", jobId, answer.refusal());
        }
        return Optional.ofNullable(answer.snapshot());
    }
}
