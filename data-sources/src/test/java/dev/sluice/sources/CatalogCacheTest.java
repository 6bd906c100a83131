package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.catalog.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CatalogCacheTest {
    private final AtomicInteger reads = new AtomicInteger();
    private final CatalogCache cache = new CatalogCache(Duration.ofMinutes(10), Clock.systemUTC());

    @Test
    void aFreshCatalogIsReadOnce() {
        cache.get(source(1), () -> catalog(Instant.now()), Cancellation.NEVER);
        cache.get(source(1), () -> catalog(Instant.now()), Cancellation.NEVER);
        assertThat(reads).hasValue(1);
        assertThat(cache.cached(source(1))).isPresent();
    }

    @Test
    void anOldCatalogIsReadAgain() {
        cache.get(
                source(1),
                () -> catalog(Instant.now().minus(Duration.ofMinutes(11))),
                Cancellation.NEVER);
        cache.get(source(1), () -> catalog(Instant.now()), Cancellation.NEVER);
        assertThat(reads).hasValue(2);
    }

    @Test
    void aChangedRegistrationHasItsOwnCatalog() {
        cache.get(source(1), () -> catalog(Instant.now()), Cancellation.NEVER);
        assertThat(cache.cached(source(2))).isEmpty();
        cache.get(source(2), () -> catalog(Instant.now()), Cancellation.NEVER);
        assertThat(cache.cached(source(1))).isEmpty();
    }

    @Test
    void aForgottenSourceIsReadAgain() {
        cache.get(source(1), () -> catalog(Instant.now()), Cancellation.NEVER);
        cache.forget("ten_test", "shop");
        assertThat(cache.cached(source(1))).isEmpty();
    }

    @Test
    void aFailedReadIsNotKept() {
        assertThatThrownBy(() ->
                        cache.get(
                                source(1),
                                () -> {
                                    throw new IllegalStateException("away");
                                },
                                Cancellation.NEVER))
                .hasMessage("away");
        assertThat(cache.get(source(1), () -> catalog(Instant.now()), Cancellation.NEVER).tables())
                .isEmpty();
    }

    @Test
    void concurrentFirstReadersWaitForOneRead() throws Exception {
        var release = new CountDownLatch(1);
        Supplier<Catalog> slow =
                () -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return catalog(Instant.now());
                };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> cache.get(source(1), slow, Cancellation.NEVER));
            var second = threads.submit(() -> cache.get(source(1), slow, Cancellation.NEVER));
            Awaitility.await().until(() -> !first.isDone() && !second.isDone());
            release.countDown();
            assertThat(first.get()).isSameAs(second.get());
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void whoWaitsForACancelledReadReadsItself() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Supplier<Catalog> cancelled =
                () -> {
                    begun.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    throw new CancellationException("cancelled");
                };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> cache.get(source(1), cancelled, Cancellation.NEVER));
            begun.await();
            var second =
                    threads.submit(() ->
                            cache.get(source(1), () -> catalog(Instant.now()), Cancellation.NEVER));
            Awaitility.await().until(() -> !second.isDone());
            release.countDown();
            assertThat(second.get().defaultSchemas()).containsExactly("public");
            assertThatThrownBy(first::get).hasCauseInstanceOf(CancellationException.class);
        }
    }

    private Catalog catalog(Instant readAt) {
        reads.incrementAndGet();
        return new Catalog(readAt, List.of("public"), List.of());
    }

    private static SourceConnection source(long version) {
        return new SourceConnection(
                "ten_test",
                "shop",
                "postgresql",
                "postgresql://h/x",
                null,
                null,
                List.of(),
                List.of(),
                version);
    }
}
