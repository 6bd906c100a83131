package dev.sluice.gateway.health;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at one part of the system at most once per `age`, and never longer than its patience: anybody
/// may ask for the health, as often as they like.
final class CachedCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CachedCheck.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String name;
    private final Duration age;
    private final Callable<Component> check;
    private @Nullable CompletableFuture<Component> latest;
    private long lookedAt;

    CachedCheck(String name, Duration age, Callable<Component> check) {
        this.name = name;
        this.age = age;
        this.check = check;
    }

    String name() {
        return name;
    }

    synchronized CompletableFuture<Component> look() {
        if (latest == null || (latest.isDone() && System.nanoTime() - lookedAt > age.toNanos())) {
            lookedAt = System.nanoTime();
            latest =
                    CompletableFuture.supplyAsync(this::now, Thread::startVirtualThread)
                            .completeOnTimeout(
                                    Component.degraded("does not answer in time"),
                                    PATIENCE.toMillis(),
                                    TimeUnit.MILLISECONDS);
        }
        return latest;
    }

    private Component now() {
        try {
            return check.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (Exception e) {
            LOG.debug("The check of {} failed", name, e);
            return Component.unhealthy("does not answer");
        }
    }
}
