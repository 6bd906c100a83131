package dev.sluice.jobstore.dispatch;

import dev.sluice.jobstore.event.Nudges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.TransactionException;

/// Runs the duties in this process whenever it holds their leases.
public final class Coordinator implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final DSLContext db;
    private final String holder;
    private final List<Duty> duties;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Semaphore> wakes = new ArrayList<>();
    private volatile boolean running;

    Coordinator(DSLContext db, String holder, List<Duty> duties, Nudges nudges) {
        this.db = db;
        this.holder = holder;
        this.duties = duties;
        nudges.onLocalChange(this::wake);
    }

    private void wake() {
        wakes.forEach(Semaphore::release);
    }

    @Override
    public synchronized void start() {
        running = true;
        for (var duty : duties) {
            var woken = new Semaphore(0);
            wakes.add(woken);
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name(duty.name())
                            .start(() -> perform(duty, woken)));
        }
    }

    private void perform(Duty duty, Semaphore woken) {
        var lease = new LeaderLease(db, duty.name(), holder);
        try {
            while (running) {
                var pause = turn(duty, lease);
                if (woken.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release(lease);
        }
    }

    private Duration turn(Duty duty, LeaderLease lease) {
        try {
            var fence = lease.hold();
            if (fence.isEmpty()) {
                duty.standBy();
                return LeaderLease.LENGTH.dividedBy(5);
            }
            while (running && duty.turn(lease, fence.get())) {
                fence = lease.hold();
                if (fence.isEmpty()) {
                    break;
                }
            }
            return duty.pause();
        } catch (DataAccessException
                | org.springframework.dao.DataAccessException
                | TransactionException e) {
            if (running) {
                LOG.warn("{} could not use the job database: {}", duty.name(), e.getMessage());
            }
            return AFTER_FAILURE;
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
        wake();
        for (var thread : threads) {
            try {
                thread.join(Duration.ofSeconds(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
