package dev.sluice.gateway.events;

import dev.sluice.jobstore.event.EventLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Wakes whoever waits for a job: at once by nudges, and once a second by one question for all watched
/// jobs and one for all tenants' streams, so that nothing is late by more than that while Kafka is away.
final class JobWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    /// The sequencer gives positions shortly after the commit that nudged.
    private static final Duration POSITION_POLL = Duration.ofMillis(100);

    private static final int QUICK_POLLS = 10;

    /// Not the id of a tenant.
    private static final String EVERY_TENANT = "*";

    private final EventLog events;
    private final Subscriptions<String> byJob = new Subscriptions<>();
    private final Subscriptions<String> byTenant = new Subscriptions<>();
    private final Signal nudged = new Signal();
    private volatile boolean running;
    private volatile boolean stopping;
    private volatile boolean away;
    private volatile Set<String> gone = Set.of();
    private @Nullable AutoCloseable nudges;

    JobWatch(EventLog events) {
        this.events = events;
    }

    /// @param wake called from any thread, perhaps for nothing, whenever the job may have changed
    Watch job(String jobId, Runnable wake) {
        return byJob.add(jobId, wake);
    }

    /// @param tenant null for every tenant
    /// @param wake called from any thread, perhaps for nothing, whenever the tenant's stream may have grown
    Watch tenant(@Nullable String tenant, Runnable wake) {
        return byTenant.add(tenant == null ? EVERY_TENANT : tenant, wake);
    }

    /// False once the process is asked to stop: streams then end, and clients resume elsewhere.
    boolean open() {
        return !stopping;
    }

    /// Whether the last look failed. Everybody is woken by the first that does not.
    boolean databaseIsAway() {
        return away;
    }

    /// Somebody could not read what there may have been, and is to be woken when it can be read again.
    void missed() {
        away = true;
    }

    /// Whether a watched job has been removed; known after a second.
    boolean gone(String jobId) {
        return gone.contains(jobId);
    }

    @Override
    public void start() {
        stopping = false;
        running = true;
        nudges = events.onNudge(this::nudge);
        Thread.ofVirtual().name("job-watch").start(this::poll);
    }

    @Override
    public void stop() {
        stopping = true;
        running = false;
        byTenant.wakeAll();
        byJob.wakeAll();
        nudged.give();
        try {
            if (nudges != null) {
                nudges.close();
            }
        } catch (Exception e) {
            LOG.warn("Nudges were not given up cleanly", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void nudge(String jobId, long sequence) {
        byJob.wake(jobId);
        if (!byTenant.isEmpty()) {
            nudged.give();
        }
    }

    private void poll() {
        var position = -1L;
        var seen = new HashMap<String, Long>();
        var quickPolls = 0;
        var nextJobPoll = System.nanoTime();
        while (running) {
            try {
                if (nudged.await(quickPolls > 0 ? POSITION_POLL : POLL)) {
                    quickPolls = QUICK_POLLS;
                }
                quickPolls = Math.max(0, quickPolls - 1);
                if (!byTenant.isEmpty()) {
                    position = position < 0 ? startStreams() : wakeGrown(position);
                }
                if (System.nanoTime() - nextJobPoll >= 0) {
                    nextJobPoll = System.nanoTime() + POLL.toNanos();
                    wakeChanged(seen);
                    comeBack();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // the database is away; streams stay open and go on when it is back
                LOG.debug("Events could not be polled", e);
                away = true;
            }
        }
    }

    private void comeBack() {
        if (away) {
            away = false;
            byTenant.wakeAll();
            byJob.wakeAll();
        }
    }

    /// Streams that began before the first look may have missed something.
    private long startStreams() {
        var position = events.latestPosition();
        byTenant.wakeAll();
        return position;
    }

    private long wakeGrown(long position) {
        var growth = events.growth(position);
        if (growth.position() > position) {
            growth.tenants().forEach(byTenant::wake);
            byTenant.wake(EVERY_TENANT);
            nudged.give();
        }
        return growth.position();
    }

    private void wakeChanged(Map<String, Long> seen) {
        var watched = byJob.keys();
        seen.keySet().retainAll(watched);
        if (watched.isEmpty()) {
            gone = Set.of();
            return;
        }
        var latest = events.latest(watched);
        var missing = new HashSet<>(watched);
        missing.removeAll(latest.keySet());
        gone = missing;
        missing.forEach(byJob::wake);
        latest.forEach((jobId, sequence) -> {
            var before = seen.put(jobId, sequence);
            if (before == null || before < sequence) {
                byJob.wake(jobId);
            }
        });
    }
}
