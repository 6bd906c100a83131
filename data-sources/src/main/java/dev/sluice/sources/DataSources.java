package dev.sluice.sources;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.guard.SqlGuard;
import dev.sluice.sources.plan.Plan;
import dev.sluice.sources.postgresql.PostgresqlEngine;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.QueryResult;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Everything Sluice does with a user's database. Thread-safe; connections are pooled per source and
/// opened when first needed.
///
/// Every method that talks to the source throws
/// [dev.sluice.model.problem.ProblemException]: `source_unreachable` when no connection can be had,
/// `source_failed` when one breaks, `timed_out` when a limit is reached, `unknown_table`,
/// `unknown_column`, `unsafe_sql` or `invalid_sql` when the statement is at fault.
public interface DataSources extends AutoCloseable {

    /// Every kind of source there is; connects to none of them yet.
    static DataSources create(DataSourcesSettings settings) {
        var clock = Clock.systemUTC();
        var guard = new SqlGuard();
        return new EngineDataSources(
                Map.of("postgresql", new PostgresqlEngine(settings, clock)),
                new CatalogCache(settings.catalogTtl(), clock),
                guard::judge);
    }

    /// Connects once, with no pool and nothing kept, and says what kind of role this is.
    ProbeReport probe(SourceConnection source);

    /// The catalog, from the cache where it is fresh, else read now.
    Catalog catalog(SourceConnection source);

    /// The catalog if it is cached; never touches the network.
    Optional<Catalog> cachedCatalog(SourceConnection source);

    /// Reads the catalog anew and replaces the cached one.
    Catalog refresh(SourceConnection source);

    /// The catalog entry of one table with sample values read now.
    ///
    /// @param table `table` or `schema.table`, unquoted
    Catalog.Table sampled(SourceConnection source, String table);

    /// Parses, judges and qualifies; touches no network.
    GuardedSql guard(SourceConnection source, Catalog catalog, String sql);

    /// EXPLAIN without ANALYZE, in a read-only transaction.
    ///
    /// @param limit the statement's time limit; `timed_out` past it
    Plan explain(SourceConnection source, GuardedSql sql, Duration limit);

    /// Runs a statement for an answer: read-only transaction, `LIMIT maxRows + 1` around it.
    ///
    /// @param maxRows rows kept; one more is read to know whether there were more
    /// @throws java.util.concurrent.CancellationException once `cancellation` was requested
    QueryResult query(
            SourceConnection source,
            GuardedSql sql,
            int maxRows,
            Duration timeout,
            Cancellation cancellation);

    /// Opens `COPY (sql) TO STDOUT` on a connection of its own: locks, snapshot and columns are there
    /// when this returns, the command runs from the first [CopyReader#next]. It has no time limit; the
    /// source being silent for 15 minutes ends it with `source_failed`.
    ///
    /// @param rowLimit rows wanted at most, null for all; one more row is asked of the source so that
    ///     the caller can say whether there were more
    CopyReader copy(
            SourceConnection source,
            GuardedSql sql,
            CopyFormat format,
            @org.jspecify.annotations.Nullable Long rowLimit);

    /// Closes the pools of a source whose registration is gone or changed.
    void forget(String tenant, String sourceName);

    @Override
    void close();
}
