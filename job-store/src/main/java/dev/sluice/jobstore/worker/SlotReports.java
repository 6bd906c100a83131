package dev.sluice.jobstore.worker;

import static dev.sluice.jobstore.schema.Tables.WORKER_SLOT;
import static org.jooq.impl.DSL.currentInstant;

import dev.sluice.model.job.Lane;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the dispatcher how many slots are free here: at every change and every two seconds.
final class SlotReports {
    private static final Logger LOG = LoggerFactory.getLogger(SlotReports.class);
    private static final long EVERY_MILLIS = 2_000;

    private final WorkerTools tools;
    private final Map<Lane, Integer> slots;
    private final Map<Lane, Semaphore> free;
    private final Map<Lane, Boolean> readersWaiting = new ConcurrentHashMap<>();
    private final Semaphore changes = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    SlotReports(WorkerTools tools, Map<Lane, Integer> slots, Map<Lane, Semaphore> free) {
        this.tools = tools;
        this.slots = slots;
        this.free = free;
    }

    void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("slot-reports").start(this::report);
    }

    void changed() {
        changes.release();
    }

    private void report() {
        try {
            write();
            while (running) {
                var changed = changes.tryAcquire(EVERY_MILLIS, TimeUnit.MILLISECONDS);
                changes.drainPermits();
                write();
                if (changed) {
                    tools.nudges().wakeEverywhere();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            slots.forEach(this::write);
        } catch (RuntimeException e) {
            // Whatever it is: a worker that no longer reports is given no jobs
            if (running) {
                LOG.warn("Free slots could not be reported: {}", e.getMessage());
            }
        }
    }

    private void write(Lane lane, int all) {
        var now = free(lane, all);
        tools.db()
                .insertInto(WORKER_SLOT)
                .set(WORKER_SLOT.WORKER, tools.worker())
                .set(WORKER_SLOT.LANE, lane.name())
                .set(WORKER_SLOT.SLOTS, all)
                .set(WORKER_SLOT.FREE, now)
                .onConflict(WORKER_SLOT.WORKER, WORKER_SLOT.LANE)
                .doUpdate()
                .set(WORKER_SLOT.SLOTS, all)
                .set(WORKER_SLOT.FREE, now)
                .set(WORKER_SLOT.SEEN_AT, currentInstant())
                .execute();
    }

    /// The reader holds one permit while it waits for a record: that slot is free too.
    private int free(Lane lane, int all) {
        var permits = free.get(lane);
        return permits == null ? 0 : Math.min(all, permits.availablePermits() + waiting(lane));
    }

    private int waiting(Lane lane) {
        return readersWaiting.getOrDefault(lane, Boolean.FALSE) ? 1 : 0;
    }

    /// The reader of a lane has a slot in hand and waits for a record.
    void waiting(Lane lane, boolean now) {
        readersWaiting.put(lane, now);
    }

    void stop() {
        running = false;
        var reporter = thread;
        if (reporter != null) {
            reporter.interrupt();
        }
    }
}
