package dev.sluice.sources.postgresql;

import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.reading.SnapshotGone;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Begins the transaction of an export: locks, then snapshot, then what the rows are and how they can be
/// cut into ranges.
final class ScanOpening {
    /// How long several readers are worth waiting for; one reader waits for the rest of [#LOCK].
    private static final Duration LOCK_FOR_SEVERAL = Duration.ofSeconds(5);

    static final Duration LOCK = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DESCRIBE = QueryRunner.PREFIX;

    /// Of an import: no such snapshot (until 16, since 17), its session is gone, of another database, not
    /// of this server's making.
    private static final Set<String> NO_SNAPSHOT = Set.of("22023", "42704", "55000", "0A000");

    private final GuardedSql sql;
    private boolean sideBySide;
    private boolean exporting = true;

    /// @param sideBySide whether several ranges are wanted
    ScanOpening(GuardedSql sql, boolean sideBySide) {
        this.sql = sql;
        this.sideBySide = sideBySide;
    }

    /// Under a snapshot of its own.
    ScanBasis own(Session session) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                var basis = attempt(session);
                if (!CopySnapshot.overtaken(session)) {
                    return basis;
                }
                if (attempt == ATTEMPTS) {
                    throw new SQLException(
                            "a table of the statement is rewritten again and again", "40001");
                }
            } catch (SQLException e) {
                if (session.broken() || !bearable(e)) {
                    throw e;
                }
            }
            session.rows("ROLLBACK");
        }
    }

    private boolean bearable(SQLException e) {
        if (sideBySide && Failures.state(e).equals(LOCK_NOT_AVAILABLE)) {
            sideBySide = false;
            return true;
        }
        if (e instanceof NoExport && exporting) {
            exporting = false;
            sideBySide = false;
            return true;
        }
        return false;
    }

    private ScanBasis attempt(Session session) throws SQLException {
        var lockLimit = sideBySide ? LOCK_FOR_SEVERAL : LOCK.minus(LOCK_FOR_SEVERAL);
        var snapshot = CopySnapshot.take(session, sql.tables(), lockLimit);
        var head = session.rows(DESCRIBE + sql.sql() + "\n) q LIMIT 0");
        var columns = ResultDescription.of(session, sql, head.fields()).columns();
        var plan = RangePlan.whole(sql, false);
        var exported = exporting ? export(session, snapshot, plan) : null;
        return new ScanBasis(snapshot, exported, columns, plan);
    }

    private static ExportSnapshot export(Session session, CopySnapshot snapshot, RangePlan plan)
            throws SQLException {
        try {
            var name = session.rows("SELECT pg_catalog.pg_export_snapshot()").required(0, 0);
            return new ExportSnapshot(name, snapshot.asOf(), snapshot.lsn(), plan.tables());
        } catch (SQLException e) {
            throw new NoExport(e);
        }
    }

    /// Under a snapshot that another session holds.
    ScanBasis foreign(Session session, ExportSnapshot given) throws SQLException {
        var lockable = CopySnapshot.lockable(session, sql.tables());
        join(session, given.name(), lockable);
        var head = session.rows(DESCRIBE + sql.sql() + "\n) q LIMIT 0");
        var columns = ResultDescription.of(session, sql, head.fields()).columns();
        var snapshot = new CopySnapshot(given.asOf(), given.asOfLsn(), lockable);
        return new ScanBasis(snapshot, given, columns, RangePlan.whole(sql, false));
    }

    /// Begins a transaction that reads by another session's snapshot. Its own locks come early: a lock
    /// that is held already is not waited for behind a writer that wants the table alone.
    ///
    /// @throws SnapshotGone where nobody holds it any more
    static void join(Session session, String snapshot, List<String> tables) throws SQLException {
        session.beginSnapshot(LOCK);
        try {
            session.rows("SET TRANSACTION SNAPSHOT " + SqlText.literal(snapshot));
        } catch (SQLException e) {
            if (NO_SNAPSHOT.contains(Failures.state(e))) {
                throw new SnapshotGone(e);
            }
            throw e;
        }
        CopySnapshot.lock(session, tables);
    }

    /// The server can do everything but let others read by its snapshot.
    private static final class NoExport extends SQLException {
        private static final long serialVersionUID = 1;

        NoExport(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }
}
