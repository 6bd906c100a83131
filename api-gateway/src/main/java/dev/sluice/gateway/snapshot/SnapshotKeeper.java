package dev.sluice.gateway.snapshot;

import dev.sluice.jobstore.snapshot.SnapshotKeeping;
import dev.sluice.jobstore.snapshot.SnapshotWish;
import dev.sluice.jobstore.snapshot.StoreAway;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Takes wishes for snapshots as long as this gateway has room, and gives each a thread of its own: a
/// source that hangs holds up no other. Of several gateways, whichever looks first takes a wish.
final class SnapshotKeeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration PING = Duration.ofSeconds(2);

    /// For closing what is held; a session that cannot be closed dies with the process.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SnapshotKeeping keeping;
    private final SnapshotOpening opening;
    private final SnapshotSettings settings;
    private Semaphore room = new Semaphore(0);
    private CountDownLatch stopping = new CountDownLatch(0);

    SnapshotKeeper(SnapshotKeeping keeping, SnapshotOpening opening, SnapshotSettings settings) {
        this.keeping = keeping;
        this.opening = opening;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        var free = new Semaphore(settings.atOnce());
        var stop = new CountDownLatch(1);
        room = free;
        stopping = stop;
        if (settings.atOnce() > 0) {
            Thread.ofVirtual().name("snapshot-keeper").start(() -> look(free, stop));
        }
    }

    private void look(Semaphore free, CountDownLatch stop) {
        var answered = true;
        try {
            while (!stop.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                var answers = take(free, stop);
                if (answered != answers) {
                    LOG.info("Wishes for snapshots are {}", answers ? "heard again" : "not heard");
                }
                answered = answers;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether the job database answered
    private boolean take(Semaphore free, CountDownLatch stop) {
        while (free.tryAcquire()) {
            var taken = false;
            try {
                var wish = keeping.take();
                wish.ifPresent(wanted -> hold(wanted, free, stop));
                taken = wish.isPresent();
            } catch (StoreAway e) {
                LOG.debug("Wishes for snapshots could not be read", e);
                return false;
            } finally {
                if (!taken) {
                    free.release();
                }
            }
            if (!taken) {
                return true;
            }
        }
        return true;
    }

    private void hold(SnapshotWish wish, Semaphore free, CountDownLatch stop) {
        var holding = new Holding(keeping, opening, wish, PING, settings.longest(), stop);
        Thread.ofVirtual()
                .name("snapshot-" + wish.jobId())
                .start(() -> {
                    try {
                        holding.run();
                    } finally {
                        free.release();
                    }
                });
    }

    @Override
    public synchronized void stop() {
        stopping.countDown();
        try {
            if (!room.tryAcquire(settings.atOnce(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("Held snapshots end with this process");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return stopping.getCount() > 0;
    }
}
