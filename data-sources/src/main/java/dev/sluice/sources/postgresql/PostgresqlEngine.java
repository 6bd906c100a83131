package dev.sluice.sources.postgresql;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.problem.ProblemException;
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
import dev.sluice.sources.reading.QueryResult;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL, version 12 or newer.
public final class PostgresqlEngine implements SourceEngine {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresqlEngine.class);
    private static final Duration OPENING_LIMIT = Duration.ofSeconds(60);

    private final DataSourcesSettings settings;
    private final Clock clock;
    private final SourcePools pools;

    public PostgresqlEngine(DataSourcesSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.pools = new SourcePools(settings);
    }

    @Override
    public ProbeReport probe(SourceConnection source) {
        var url = SourceUrl.parse(source.url());
        AddressCheck.requireAllowed(
                new AddressPolicy(settings.allowedRanges(), settings.forbidden()), url);
        return Probe.run(new Connector(source, settings), settings.requireReadonlyRole());
    }

    @Override
    public Catalog readCatalog(SourceConnection source) {
        try (var lease = pools.lease(source, CatalogReader.LIMIT)) {
            return new CatalogReader(lease.session(), source).read(clock.instant());
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
            SourceConnection source, Optional<Catalog> catalog, GuardedSql sql, Duration limit) {
        var statement = new StatementText(sql, Explainer.PREFIX.length(), catalog);
        try (var lease = pools.lease(source, limit)) {
            return new Explainer(lease.session()).explain(statement, limit);
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
            var cancel = new StatementCancel(lease.session());
            try (var _ = cancel.listenTo(cancellation)) {
                return new QueryRunner(lease.session()).run(statement, maxRows, timeout, cancel);
            } catch (SQLException | RuntimeException e) {
                if (cancel.requested()) {
                    throw cancelled(e);
                }
                throw e;
            }
        } catch (SQLException e) {
            throw Failures.ofStatement(e, timeout, statement);
        }
    }

    private static CancellationException cancelled(Exception cause) {
        var cancelled = new CancellationException("cancelled");
        cancelled.initCause(cause);
        return cancelled;
    }

    @Override
    public CopyReader copy(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            CopyFormat format,
            @Nullable Long rowLimit) {
        CopyCommand.requirePossible(format);
        var connector = new Connector(source, settings);
        Session session;
        try {
            session = connector.open(SessionPurpose.EXPORT);
        } catch (SQLException e) {
            throw Failures.unreachable(e, connector);
        }
        try {
            return open(session, catalog, sql, format, rowLimit);
        } catch (SQLException e) {
            session.abort();
            var described = new StatementText(sql, QueryRunner.PREFIX.length(), catalog);
            throw Failures.ofStatement(e, Duration.ZERO, described);
        } catch (ProblemException e) {
            session.abort();
            throw e;
        }
    }

    private PgCopyReader open(
            Session session,
            Optional<Catalog> catalog,
            GuardedSql sql,
            CopyFormat format,
            @Nullable Long rowLimit)
            throws SQLException {
        session.patience(OPENING_LIMIT);
        var snapshot = CopySnapshot.take(session, sql.tables());
        var head = session.rows(QueryRunner.PREFIX + sql.sql() + "\n) q LIMIT 0");
        var columns = ResultDescription.of(session, sql, head.fields()).columns();
        session.patience(settings.silenceLimit());
        var command = CopyCommand.of(sql, columns, format, rowLimit);
        var statement = new StatementText(sql, command.prefix(), catalog);
        return new PgCopyReader(session, statement, command.text(), columns, snapshot);
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
