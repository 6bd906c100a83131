package dev.sluice.sources.postgresql;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSourcesSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// A pool per tenant, source and version of its registration.
final class SourcePools implements AutoCloseable {
    private final Map<Key, SourcePool> pools = new HashMap<>();
    private final DataSourcesSettings settings;
    private boolean closed;

    private record Key(String tenant, String name, long version) {
        boolean isOf(String otherTenant, String otherName) {
            return tenant.equals(otherTenant) && name.equals(otherName);
        }
    }

    SourcePools(DataSourcesSettings settings) {
        this.settings = settings;
    }

    SourcePool.Lease lease(SourceConnection source, Duration wait) {
        return lease(source, wait, Cancellation.NEVER);
    }

    SourcePool.Lease lease(SourceConnection source, Duration wait, Cancellation cancellation) {
        return pool(source).lease(wait, cancellation);
    }

    private SourcePool pool(SourceConnection source) {
        var key = new Key(source.tenant(), source.name(), source.version());
        SourcePool known;
        synchronized (this) {
            if (closed) {
                throw ProblemType.UNAVAILABLE.because("Sluice is shutting down.");
            }
            known = pools.get(key);
            if (known == null) {
                known =
                        new SourcePool(
                                source.tenant() + "/" + source.name(),
                                new Connector(source, settings),
                                settings.poolSize());
                pools.put(key, known);
            }
        }
        closeAll(k -> k.isOf(key.tenant, key.name) && k.version < key.version);
        return known;
    }

    void forget(String tenant, String sourceName) {
        closeAll(key -> key.isOf(tenant, sourceName));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        closeAll(key -> true);
    }

    private void closeAll(Predicate<Key> which) {
        var gone = new ArrayList<SourcePool>();
        synchronized (this) {
            pools.entrySet()
                    .removeIf(pool -> {
                        boolean goes = which.test(pool.getKey());
                        if (goes) {
                            gone.add(pool.getValue());
                        }
                        return goes;
                    });
        }
        gone.forEach(SourcePool::close);
    }
}
