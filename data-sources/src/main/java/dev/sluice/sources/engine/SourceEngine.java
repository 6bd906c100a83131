package dev.sluice.sources.engine;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.ProbeReport;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.plan.Plan;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.HeldSnapshot;
import dev.sluice.sources.reading.QueryResult;
import dev.sluice.sources.reading.RowEstimate;
import dev.sluice.sources.reading.Scan;
import dev.sluice.sources.reading.ScanRequest;
import java.time.Duration;
import java.util.Optional;

/// One kind of database. Meanings and errors are those of [dev.sluice.sources.DataSources].
public interface SourceEngine extends AutoCloseable {
    ProbeReport probe(SourceConnection source);

    /// Reads the catalog, reduced by the registration's allow-lists.
    Catalog readCatalog(SourceConnection source, Cancellation cancellation);

    /// The table with sample values; without them where they cannot be had in time.
    Catalog.Table sample(SourceConnection source, Catalog.Table table);

    /// @param catalog for the nearest names when a name is wrong; empty where none is cached
    Plan explain(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            Duration limit,
            Cancellation cancellation);

    QueryResult query(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            int maxRows,
            Duration timeout,
            Cancellation cancellation);

    Scan scan(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            ScanRequest request,
            Cancellation cancellation);

    HeldSnapshot hold(SourceConnection source, Optional<Catalog> catalog, GuardedSql sql);

    RowEstimate estimate(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            Duration limit,
            Cancellation cancellation);

    CopyReader sample(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            CopyFormat format,
            int rows,
            Duration limit);

    void forget(String tenant, String sourceName);

    @Override
    void close();
}
