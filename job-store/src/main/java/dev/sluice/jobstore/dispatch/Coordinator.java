package dev.sluice.jobstore.dispatch;

import dev.sluice.jobstore.event.EventLog;
import dev.sluice.jobstore.event.Nudges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Runs the duties in this process whenever it holds their leases.
public final class Coordinator implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /// How often a process looks whether the holder of a lease is gone.
    private static final Duration STAND_BY = LeaderLease.LENGTH.dividedBy(5);

    private final DSLContext db;
    private final String holder;
    private final List<Duty> duties;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Semaphore> wakes = new CopyOnWriteArrayList<>();
    private CountDownLatch stopped = new CountDownLatch(0);
    private volatile boolean running;

    Coordinator(DSLContext db, String holder, List<Duty> duties, Nudges nudges, EventLog events) {
        this.db = db;
        this.holder = holder;
        this.duties = duties;
        nudges.onLocalChange(this::wake);
        events.onNudge((jobId, sequence) -> wake());
    }

    private void wake() {
        wakes.forEach(Semaphore::release);
    }

    @Override
    public synchronized void start() {
        running = true;
        var end = new CountDownLatch(1);
        stopped = end;
        for (var duty : duties) {
            var woken = new Semaphore(0);
            if (duty.urgent()) {
                wakes.add(woken);
            }
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name(duty.name())
                            .start(() -> perform(duty, woken, end)));
        }
    }

    private void perform(Duty duty, Semaphore woken, CountDownLatch end) {
        var lease = new LeaderLease(db, duty.name(), holder);
        var pace = new Pace();
        try {
            while (running) {
                var rest = turn(duty, lease, pace);
                if (end.await(rest.atLeast().toMillis(), TimeUnit.MILLISECONDS)) {
                    break;
                }
                pace.rested(woken.availablePermits() > 0);
                if (woken.tryAcquire(rest.atMost().toMillis(), TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release(lease);
        }
    }

    /// @param atLeast whatever happens; then until something does
    private record Rest(Duration atLeast, Duration atMost) {
        static Rest of(Duration whole) {
            return new Rest(whole, Duration.ZERO);
        }
    }

    private Rest turn(Duty duty, LeaderLease lease, Pace pace) {
        try {
            var fence = lease.hold();
            if (fence.isEmpty()) {
                duty.standBy();
                return Rest.of(STAND_BY);
            }
            while (running && duty.turn(lease, fence.get())) {
                pace.found();
                fence = lease.hold();
                if (fence.isEmpty()) {
                    break;
                }
            }
            return new Rest(pace.atLeast(), duty.pause());
        } catch (DataAccessException e) {
            if (running) {
                LOG.warn("{} could not use the job database: {}", duty.name(), e.getMessage());
            }
            return Rest.of(AFTER_FAILURE);
        } catch (RuntimeException e) {
            LOG.error("A turn of {} failed; the next one tries again", duty.name(), e);
            return Rest.of(AFTER_FAILURE);
        }
    }

    private static void release(LeaderLease lease) {
        try {
            lease.release();
        } catch (DataAccessException e) {
            LOG.debug("The lease was not given back; it runs out by itself", e);
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        stopped.countDown();
        wake();
        for (var thread : threads) {
            try {
                thread.join(Duration.ofSeconds(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
        wakes.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
