package dev.sluice.jobstore.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The attempts that run in this process.
final class ActiveJobs {
    private final Map<String, ActiveJob> byId = new ConcurrentHashMap<>();

    void add(ActiveJob job) {
        byId.put(job.id(), job);
    }

    synchronized void remove(ActiveJob job) {
        byId.remove(job.id(), job);
        notifyAll();
    }

    Collection<ActiveJob> all() {
        return List.copyOf(byId.values());
    }

    synchronized void awaitEmpty(Duration patience) {
        var until = System.nanoTime() + patience.toNanos();
        try {
            while (!byId.isEmpty()) {
                var left = Duration.ofNanos(until - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
