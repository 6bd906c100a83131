package dev.sluice.gateway.events;

import dev.sluice.jobstore.event.EventLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Wakes whoever waits for a job: at once by nudges, and once a second by one question for all watched
/// jobs, so that nothing is late by more than that while Kafka is away.
final class JobWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    /// The sequencer gives positions shortly after the commit that nudged.
    private static final Duration POSITION_POLL = Duration.ofMillis(100);

    private static final int QUICK_POLLS = 10;

    private final EventLog events;
    private final Map<String, Set<Watch>> byJob = new ConcurrentHashMap<>();
    private final Set<Watch> everyJob = ConcurrentHashMap.newKeySet();
    private final Signal nudged = new Signal();
    private volatile boolean running;
    private @Nullable Thread poller;
    private @Nullable AutoCloseable nudges;

    JobWatch(EventLog events) {
        this.events = events;
    }

    /// Watches one job until closed.
    Watch job(String jobId) {
        var watch = new Watch(jobId);
        byJob.compute(
                jobId,
                (id, watches) -> {
                    var all = watches == null ? ConcurrentHashMap.<Watch>newKeySet() : watches;
                    all.add(watch);
                    return all;
                });
        return watch;
    }

    /// Watches the stream of all jobs until closed.
    Watch all() {
        var watch = new Watch(null);
        everyJob.add(watch);
        return watch;
    }

    /// False once the process is asked to stop: streams then end, and clients resume elsewhere.
    boolean open() {
        return running;
    }

    @Override
    public void start() {
        running = true;
        nudges = events.onNudge(this::nudge);
        poller = Thread.ofVirtual().name("job-watch").start(this::poll);
    }

    @Override
    public void stop() {
        running = false;
        wake(everyJob);
        byJob.values().forEach(JobWatch::wake);
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
        wake(byJob.getOrDefault(jobId, Set.of()));
        if (!everyJob.isEmpty()) {
            nudged.give();
        }
    }

    private void poll() {
        var position = 0L;
        var seen = new HashMap<String, Long>();
        var quickPolls = 0;
        var nextJobPoll = System.nanoTime();
        while (running) {
            try {
                if (nudged.await(quickPolls > 0 ? POSITION_POLL : POLL)) {
                    quickPolls = QUICK_POLLS;
                }
                quickPolls = Math.max(0, quickPolls - 1);
                if (!everyJob.isEmpty()) {
                    position = wakeIfMoved(position);
                }
                if (System.nanoTime() - nextJobPoll >= 0) {
                    nextJobPoll = System.nanoTime() + POLL.toNanos();
                    wakeChanged(seen);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // the database is away; streams stay open and go on when it is back
                LOG.debug("Events could not be polled", e);
            }
        }
    }

    private long wakeIfMoved(long position) {
        var latest = events.latestPosition();
        if (latest != position) {
            wake(everyJob);
        }
        return latest;
    }

    private void wakeChanged(Map<String, Long> seen) {
        seen.keySet().retainAll(byJob.keySet());
        if (byJob.isEmpty()) {
            return;
        }
        events.latest(Set.copyOf(byJob.keySet()))
                .forEach((jobId, sequence) -> {
                    var before = seen.put(jobId, sequence);
                    if (before == null || before < sequence) {
                        wake(byJob.getOrDefault(jobId, Set.of()));
                    }
                });
    }

    private static void wake(Set<Watch> watches) {
        watches.forEach(watch -> watch.signal.give());
    }

    /// One waiting thread's interest.
    final class Watch implements AutoCloseable {
        private final @Nullable String jobId;
        private final Signal signal = new Signal();

        private Watch(@Nullable String jobId) {
            this.jobId = jobId;
        }

        /// Returns when something may have happened, or after `patience`.
        void await(Duration patience) throws InterruptedException {
            if (running && patience.isPositive()) {
                signal.await(patience);
            }
        }

        @Override
        public void close() {
            if (jobId == null) {
                everyJob.remove(this);
                return;
            }
            byJob.computeIfPresent(
                    jobId,
                    (id, watches) -> {
                        watches.remove(this);
                        return watches.isEmpty() ? null : watches;
                    });
        }
    }
}
