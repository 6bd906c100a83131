package dev.sluice.gateway.snapshot;

import dev.sluice.jobstore.snapshot.SnapshotKeeping;
import dev.sluice.jobstore.snapshot.SnapshotWish;
import dev.sluice.jobstore.snapshot.StoreAway;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.reading.HeldSnapshot;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One snapshot from the wish to its release.
///
/// @param ping how often the session is asked for a sign of life; well within
///     [SnapshotKeeping#SILENCE]
/// @param longest how long it is held at most
/// @param stopping raised when this process stops
record Holding(
        SnapshotKeeping keeping,
        SnapshotOpening opening,
        SnapshotWish wish,
        Duration ping,
        Duration longest,
        CountDownLatch stopping) {
    private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

    void run() {
        try (var snapshot = opening.open(wish)) {
            keep(snapshot);
        } catch (ProblemException e) {
            refuse(e.problem().detail());
        } catch (StoreAway e) {
            // what nobody renews counts as gone
            LOG.warn("The snapshot for {} is let go: {}", wish.jobId(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("No snapshot can be held for {}", wish.jobId(), e);
            refuse("an unexpected failure of the gateway");
        }
    }

    private void keep(HeldSnapshot snapshot) {
        if (!keeping.held(wish, snapshot.snapshot())) {
            LOG.info("The snapshot for {} came too late", wish.jobId());
            return;
        }
        LOG.info("A snapshot is held for {}", wish.jobId());
        var end = untilItsEnd(snapshot);
        keeping.release(wish);
        LOG.info("The snapshot for {} is let go: {}", wish.jobId(), end);
    }

    /// @return why it is let go
    private String untilItsEnd(HeldSnapshot snapshot) {
        var began = System.nanoTime();
        while (true) {
            if (stopsWithin(ping)) {
                return "this gateway stops";
            }
            if (System.nanoTime() - began > longest.toNanos()) {
                return "it was held for " + longest;
            }
            if (!snapshot.alive()) {
                return "its session has ended";
            }
            if (!wanted()) {
                return "nobody needs it any more";
            }
        }
    }

    private boolean stopsWithin(Duration time) {
        try {
            return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// While the job database is away the session goes on: the export may do so too.
    private boolean wanted() {
        try {
            return keeping.renew(wish);
        } catch (StoreAway e) {
            LOG.warn("The snapshot for {} could not be renewed: {}", wish.jobId(), e.getMessage());
            return true;
        }
    }

    private void refuse(String why) {
        LOG.info("No snapshot is held for {}: {}", wish.jobId(), why);
        try {
            keeping.refuse(wish, why);
        } catch (StoreAway e) {
            LOG.warn("The worker of {} waits in vain: {}", wish.jobId(), e.getMessage());
        }
    }
}
