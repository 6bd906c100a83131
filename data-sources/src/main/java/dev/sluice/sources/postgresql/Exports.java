package dev.sluice.sources.postgresql;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSourcesSettings;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.HeldSnapshot;
import dev.sluice.sources.reading.Scan;
import dev.sluice.sources.reading.ScanRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Opens scans and holds snapshots, each on connections of its own.
final class Exports {
    private static final Duration OPENING_LIMIT = Duration.ofSeconds(60);

    private final DataSourcesSettings settings;

    Exports(DataSourcesSettings settings) {
        this.settings = settings;
    }

    Scan scan(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            ScanRequest request,
            Cancellation cancellation) {
        return opened(source, catalog, sql, request, cancellation);
    }

    /// @param text of the same columns as the statement
    CopyReader sample(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            CopyFormat format,
            String text,
            Duration limit) {
        var request = new ScanRequest(format, null, List.of(), false, null);
        var scan = opened(source, catalog, sql, request, Cancellation.NEVER);
        try {
            return scan.instead(text, limit);
        } catch (SQLException e) {
            scan.close();
            throw refused(e, sql, catalog);
        } catch (RuntimeException e) {
            scan.close();
            throw e;
        }
    }

    private PgScan opened(
            SourceConnection source,
            Optional<Catalog> catalog,
            GuardedSql sql,
            ScanRequest request,
            Cancellation cancellation) {
        requirePossible(request.format());
        var sessions = new ExportSessions(new Connector(source, settings));
        try (var _ = Registration.of(cancellation, sessions::cancel)) {
            var scan = scan(sessions, catalog, sql, request);
            sessions.requireWanted();
            return scan;
        } catch (SQLException e) {
            sessions.close();
            throw refused(e, sql, catalog);
        } catch (RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    private PgScan scan(
            ExportSessions sessions, Optional<Catalog> catalog, GuardedSql sql, ScanRequest request)
            throws SQLException {
        var first = sessions.open();
        boolean cuttable = request.rowLimit() == null && request.orderedBy().isEmpty();
        var opening = new ScanOpening(sql, cuttable, request.sideBySide());
        var given = request.snapshot();
        var basis =
                first.run(
                        OPENING_LIMIT,
                        s -> given == null ? opening.own(s) : opening.foreign(s, given));
        var form = RowForm.of(request, basis.columns());
        var scan =
                new PgScan(
                        sessions,
                        first,
                        basis,
                        form,
                        given != null,
                        first.run(OPENING_LIMIT, Exports::isReplica),
                        settings.silenceLimit(),
                        catalog);
        return given == null && scan.ranges() > 1 ? scan.withSecondReader() : scan;
    }

    private static boolean isReplica(Session session) throws SQLException {
        return session.rows("SELECT pg_catalog.pg_is_in_recovery()").flag(0, 0);
    }

    HeldSnapshot hold(SourceConnection source, Optional<Catalog> catalog, GuardedSql sql) {
        var sessions = new ExportSessions(new Connector(source, settings));
        try {
            var session = sessions.open();
            var basis = session.run(OPENING_LIMIT, s -> new ScanOpening(sql, true, true).own(s));
            var exported = basis.exported();
            if (exported == null) {
                throw ProblemType.UNSUPPORTED.because(
                        "The source does not let other sessions read by a snapshot.");
            }
            return new PgHeldSnapshot(sessions, session, exported);
        } catch (SQLException e) {
            sessions.close();
            throw refused(e, sql, catalog);
        } catch (RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    private static ProblemException refused(
            SQLException e, GuardedSql sql, Optional<Catalog> catalog) {
        var described = new StatementText(sql, QueryRunner.PREFIX.length(), catalog);
        return Failures.ofStatement(e, Duration.ZERO, described);
    }

    private static void requirePossible(CopyFormat format) {
        if (format instanceof CopyFormat.Csv csv) {
            csv.requirePossible();
        }
    }
}
