package dev.sluice.sources;

import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.catalog.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

    Catalog get(SourceConnection source, Supplier<Catalog> reader) {
        var known = catalogs.get(Key.of(source));
        return known != null && isFresh(known) ? known : read(source, reader);
    }

    Optional<Catalog> cached(SourceConnection source) {
        return Optional.ofNullable(catalogs.get(Key.of(source)));
    }

    Catalog read(SourceConnection source, Supplier<Catalog> reader) {
        var key = Key.of(source);
        var mine = new CompletableFuture<Catalog>();
        var running = reads.putIfAbsent(key, mine);
        return running == null ? lead(key, mine, reader) : await(running);
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

    private static Catalog await(CompletableFuture<Catalog> running) {
        try {
            return running.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
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
