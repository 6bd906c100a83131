package dev.sluice.sources;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.catalog.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One catalog per registered version of a source. Readers that come while a catalog is being read
/// wait for that read instead of starting their own.
final class CatalogCache {
    private final Map<Key, Catalog> catalogs = new ConcurrentHashMap<>();
    private final Map<Key, CompletableFuture<Catalog>> reads = new ConcurrentHashMap<>();
    private final Duration ttl;
    private final Clock clock;

    CatalogCache(Duration ttl, Clock clock) {
        this.ttl = ttl;
        this.clock = clock;
    }

    Catalog get(SourceConnection source, Supplier<Catalog> reader, Cancellation cancellation) {
        var known = catalogs.get(Key.of(source));
        return known != null && isFresh(known) ? known : read(source, reader, cancellation);
    }

    Optional<Catalog> cached(SourceConnection source) {
        return Optional.ofNullable(catalogs.get(Key.of(source)));
    }

    /// @param cancellation ends this caller's waiting, and the read only where `reader` listens to it
    Catalog read(SourceConnection source, Supplier<Catalog> reader, Cancellation cancellation) {
        var key = Key.of(source);
        while (true) {
            var mine = new CompletableFuture<Catalog>();
            var running = reads.putIfAbsent(key, mine);
            if (running == null) {
                return lead(key, mine, reader);
            }
            var read = await(running, cancellation);
            if (read.isPresent()) {
                return read.get();
            }
        }
    }

    void forget(String tenant, String sourceName) {
        catalogs.keySet().removeIf(key -> key.isOf(tenant, sourceName));
    }

    private Catalog lead(Key key, CompletableFuture<Catalog> mine, Supplier<Catalog> reader) {
        @Nullable Throwable failure = null;
        try {
            var catalog = reader.get();
            dropOlderVersions(key);
            catalogs.put(key, catalog);
            mine.complete(catalog);
            return catalog;
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            reads.remove(key, mine);
            if (failure != null) {
                mine.completeExceptionally(failure);
            }
        }
    }

    /// @return empty where the one who read was cancelled, which is no reason for anybody else to stop
    private static Optional<Catalog> await(
            CompletableFuture<Catalog> running, Cancellation cancellation) {
        var waiting = running.copy();
        try (var _ = cancellation.onRequest(() -> waiting.cancel(false))) {
            return Optional.of(waiting.join());
        } catch (CancellationException e) {
            throw e;
        } catch (CompletionException e) {
            return ofFailure(e);
        } catch (Exception e) {
            throw new IllegalStateException("a cancellation could not be withdrawn", e);
        }
    }

    private static Optional<Catalog> ofFailure(CompletionException e) {
        if (e.getCause() instanceof CancellationException) {
            return Optional.empty();
        }
        if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
        }
        throw e;
    }

    private boolean isFresh(Catalog catalog) {
        return catalog.readAt().plus(ttl).isAfter(clock.instant());
    }

    private void dropOlderVersions(Key key) {
        catalogs.keySet().removeIf(k -> k.isOf(key.tenant, key.name) && k.version < key.version);
    }

    private record Key(String tenant, String name, long version) {
        static Key of(SourceConnection source) {
            return new Key(source.tenant(), source.name(), source.version());
        }

        boolean isOf(String otherTenant, String otherName) {
            return tenant.equals(otherTenant) && name.equals(otherName);
        }
    }
}
