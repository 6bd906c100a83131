package dev.sluice.gateway.snapshot;

import dev.sluice.jobstore.snapshot.SnapshotWish;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.reading.HeldSnapshot;

/// Snapshots of registered sources. The job's SQL is judged once more: what lies in the store is text.
record SourceSnapshots(SourceRegistry registry, DataSources sources) implements SnapshotOpening {
    @Override
    public HeldSnapshot open(SnapshotWish wish) {
        var source = registry.resolve(wish.tenant(), wish.source()).connection();
        var sql = sources.guard(source, sources.catalog(source), wish.sql());
        return sources.hold(source, sql);
    }
}
