package dev.sluice.gateway.events;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// How many may be here at once: so many of a tenant, so many in this process.
final class Places {
    private final int ofTenant;
    private final int ofProcess;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    Places(int ofTenant, int ofProcess) {
        this.ofTenant = ofTenant;
        this.ofProcess = ofProcess;
    }

    /// @return empty when there is none left
    synchronized Optional<Place> take(String tenant) {
        if (all >= ofProcess || taken.getOrDefault(tenant, 0) >= ofTenant) {
            return Optional.empty();
        }
        all++;
        taken.merge(tenant, 1, Integer::sum);
        var held = new AtomicBoolean(true);
        return Optional.of(() -> {
            if (held.getAndSet(false)) {
                giveBack(tenant);
            }
        });
    }

    private synchronized void giveBack(String tenant) {
        all--;
        taken.computeIfPresent(tenant, (same, count) -> count == 1 ? null : count - 1);
    }

    synchronized int taken() {
        return all;
    }

    /// One place; given back by closing, however often.
    interface Place extends AutoCloseable {
        @Override
        void close();
    }
}
