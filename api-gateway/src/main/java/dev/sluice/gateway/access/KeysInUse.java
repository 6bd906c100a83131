package dev.sluice.gateway.access;

import dev.sluice.jobstore.access.ApiKeys;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What outlives the request that its key was judged for, such as an event stream. A key that is revoked,
/// by whichever gateway, ends it within seconds.
public final class KeysInUse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeysInUse.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ApiKeys keys;
    private final Map<String, Set<Use>> uses = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("keys-in-use").factory());

    KeysInUse(ApiKeys keys) {
        this.keys = keys;
        clock.scheduleWithFixedDelay(
                this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// @param whenRevoked must not block
    public Use begin(String keyId, Runnable whenRevoked) {
        var use = new Use(keyId, whenRevoked);
        uses.compute(
                keyId,
                (same, others) -> {
                    var all = others == null ? ConcurrentHashMap.<Use>newKeySet() : others;
                    all.add(use);
                    return all;
                });
        return use;
    }

    private void look() {
        try {
            var inUse = Set.copyOf(uses.keySet());
            if (!inUse.isEmpty()) {
                keys.revokedAmong(inUse)
                        .forEach(id -> uses.getOrDefault(id, Set.of()).forEach(Use::end));
            }
        } catch (RuntimeException e) {
            // an exception would end the schedule
            LOG.info("Whether keys in use were revoked is asked again: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        clock.shutdown();
    }

    /// One thing that lives on a key.
    public final class Use implements AutoCloseable {
        private final String keyId;
        private final Runnable whenRevoked;

        private Use(String keyId, Runnable whenRevoked) {
            this.keyId = keyId;
            this.whenRevoked = whenRevoked;
        }

        private void end() {
            whenRevoked.run();
        }

        @Override
        public void close() {
            uses.computeIfPresent(
                    keyId,
                    (same, all) -> {
                        all.remove(this);
                        return all.isEmpty() ? null : all;
                    });
        }
    }
}
