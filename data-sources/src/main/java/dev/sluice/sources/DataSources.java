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
import dev.sluice.sources.reading.HeldSnapshot;
import dev.sluice.sources.reading.QueryResult;
import dev.sluice.sources.reading.RowEstimate;
import dev.sluice.sources.reading.Scan;
import dev.sluice.sources.reading.ScanRequest;
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
    ///
    /// @throws java.util.concurrent.CancellationException once `cancellation` was requested; others that
    ///     wait for the same catalog then read it themselves
    Catalog catalog(SourceConnection source, Cancellation cancellation);

    /// As [#catalog(SourceConnection, Cancellation)], which nobody cancels.
    default Catalog catalog(SourceConnection source) {
        return catalog(source, Cancellation.NEVER);
    }

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
    /// @throws java.util.concurrent.CancellationException once `cancellation` was requested
    Plan explain(
            SourceConnection source, GuardedSql sql, Duration limit, Cancellation cancellation);

    /// As [#explain(SourceConnection, GuardedSql, Duration, Cancellation)], which nobody cancels.
    default Plan explain(SourceConnection source, GuardedSql sql, Duration limit) {
        return explain(source, sql, limit, Cancellation.NEVER);
    }

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

    /// Opens a statement's rows under one snapshot: locks, snapshot, columns and ranges are there when
    /// this returns, rows flow from the first [CopyReader#next] of a range. Reading has no time limit;
    /// the source being silent for 15 minutes ends it with `source_failed`.
    ///
    /// A statement that is columns and a filter over one table, which the planner would read from end to
    /// end, becomes ranges of 16 MiB, and so does each partition of a partitioned table; anything else is
    /// one range, and so is a table below 32 MiB and whatever the source does not let several sessions
    /// read under one snapshot.
    ///
    /// @throws dev.sluice.sources.reading.SnapshotGone where the request names a snapshot that nobody
    ///     holds any more
    /// @throws java.util.concurrent.CancellationException once `cancellation` was requested; it is
    ///     listened to until this returns, from then on [Scan#cancel] ends the scan
    Scan scan(
            SourceConnection source,
            GuardedSql sql,
            ScanRequest request,
            Cancellation cancellation);

    /// As [#scan(SourceConnection, GuardedSql, ScanRequest, Cancellation)], which nobody cancels.
    default Scan scan(SourceConnection source, GuardedSql sql, ScanRequest request) {
        return scan(source, sql, request, Cancellation.NEVER);
    }

    /// Holds locks and a snapshot of a statement's tables for scans of other sessions and processes,
    /// until it is closed or the session dies.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `unsupported` where the source lets no other
    ///     session read by a snapshot
    HeldSnapshot hold(SourceConnection source, GuardedSql sql);

    /// Counts a sample where the statement is columns and a filter over one table; else, and where that
    /// takes longer than `limit`, it is the planner's word.
    ///
    /// @throws java.util.concurrent.CancellationException once `cancellation` was requested
    RowEstimate estimate(
            SourceConnection source, GuardedSql sql, Duration limit, Cancellation cancellation);

    /// As [#estimate(SourceConnection, GuardedSql, Duration, Cancellation)], which nobody cancels.
    default RowEstimate estimate(SourceConnection source, GuardedSql sql, Duration limit) {
        return estimate(source, sql, limit, Cancellation.NEVER);
    }

    /// Some rows for a look at what they are like: spread over the table where the statement is columns
    /// and a filter over one table, else the first ones. CSV comes without its header.
    ///
    /// @param rows about so many, never more
    /// @param limit for the source's work; `timed_out` past it
    CopyReader sample(
            SourceConnection source, GuardedSql sql, CopyFormat format, int rows, Duration limit);

    /// Closes the pools of a source whose registration is gone or changed.
    void forget(String tenant, String sourceName);

    @Override
    void close();
}
