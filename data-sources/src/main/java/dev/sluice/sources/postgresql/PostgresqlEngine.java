package dev.sluice.sources.postgresql;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSourcesSettings;
import dev.sluice.sources.ProbeReport;
import dev.sluice.sources.SourceUrl;
import dev.sluice.sources.address.AddressPolicy;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.engine.SourceEngine;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.plan.Plan;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.HeldSnapshot;
import dev.sluice.sources.reading.QueryResult;
import dev.sluice.sources.reading.RowEstimate;
import dev.sluice.sources.reading.Scan;
import dev.sluice.sources.reading.ScanRequest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL, version 12 or newer.
public final class PostgresqlEngine implements SourceEngine {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresqlEngine.class);

    private final DataSourcesSettings settings;
    private final Clock clock;
    private final SourcePools pools;
    private final Exports exports;

    public PostgresqlEngine(DataSourcesSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.pools = new SourcePools(settings);
        this.exports = new Exports(settings);
    }

    @Override
    public ProbeReport probe(SourceConnection source) {
        var url = SourceUrl.parse(source.url());
        AddressCheck.requireAllowed(
                new AddressPolicy(settings.allowedRanges(), settings.forbidden()), url);
        return Probe.run(new Connector(source, settings), settings.requireReadonlyRole());
    }

    @Override
    public Catalog readCatalog(SourceConnection source, Cancellation cancellation) {
        try (var lease = pools.lease(source, CatalogReader.LIMIT, cancellation)) {
            return StatementCancel.during(
                    lease.session(),
                    cancellation,
                    (session, _) -> new CatalogReader(session, source).read(clock.instant()));
        } catch (SQLException e) {
            throw Failures.ofSource(e, CatalogReader.LIMIT);
        }
    }

    @Override
    public Catalog.Table sample(SourceConnection source, Catalog.Table table) {
        try (var lease = pools.lease(source, Sampler.LIMIT)) {
            return new Sampler(lease.session()).sample(table);
        } catch (SQLException e) {
            LOG.debug("No sample of {}.{} in {}", table.schema(), table.name(), source, e);
            return table;
        }
    }

    @Override
    public Plan explain(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            Duration limit,
            Cancellation cancellation) {
        var statement = new StatementText(sql, Explainer.PREFIX.length(), catalog);
        try (var lease = pools.lease(source, limit, cancellation)) {
            return StatementCancel.during(
                    lease.session(),
                    cancellation,
                    (session, _) -> new Explainer(session).explain(statement, limit));
        } catch (SQLException e) {
            throw Failures.ofStatement(e, limit, statement);
        }
    }

    @Override
    public QueryResult query(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            int maxRows,
            Duration timeout,
            Cancellation cancellation) {
        var statement = new StatementText(sql, QueryRunner.PREFIX.length(), catalog);
        try (var lease = pools.lease(source, timeout, cancellation)) {
            return StatementCancel.during(
                    lease.session(),
                    cancellation,
                    (session, cancel) ->
                            new QueryRunner(session).run(statement, maxRows, timeout, cancel));
        } catch (SQLException e) {
            throw Failures.ofStatement(e, timeout, statement);
        }
    }

    @Override
    public Scan scan(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            ScanRequest request,
            Cancellation cancellation) {
        return exports.scan(source, catalog, sql, request, cancellation);
    }

    @Override
    public HeldSnapshot hold(SourceConnection source, Optional<Catalog> catalog, GuardedSql sql) {
        return exports.hold(source, catalog, sql);
    }

    @Override
    public RowEstimate estimate(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            Duration limit,
            Cancellation cancellation) {
        return counted(source, catalog, sql, limit, cancellation).estimate();
    }

    private Estimator.Counted counted(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            Duration limit,
            Cancellation cancellation) {
        try (var lease = pools.lease(source, limit, cancellation)) {
            return StatementCancel.during(
                    lease.session(),
                    cancellation,
                    (session, _) -> new Estimator(session, sql, limit).estimate(limit));
        } catch (SQLException e) {
            throw Failures.ofStatement(
                    e, limit, new StatementText(sql, PlanNode.PREFIX.length(), catalog));
        }
    }

    @Override
    public CopyReader sample(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            CopyFormat format,
            int rows,
            Duration limit) {
        var counted = counted(source, catalog, sql, limit.dividedBy(2), Cancellation.NEVER);
        return exports.sample(
                source, catalog, sql, format, Sampling.text(sql, counted, rows), limit);
    }

    @Override
    public void forget(String tenant, String sourceName) {
        pools.forget(tenant, sourceName);
    }

    @Override
    public void close() {
        pools.close();
    }
}
