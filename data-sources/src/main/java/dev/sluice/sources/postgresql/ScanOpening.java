package dev.sluice.sources.postgresql;

import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.reading.ResultColumn;
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

    private static final Duration LOCK = Duration.ofSeconds(30);

    /// For a further reader: the first one's locks let nobody in who could keep it waiting, but a writer
    /// that waits itself, and will until the scan has ended.
    static final Duration LOCK_BESIDE = Duration.ofSeconds(1);

    private static final int ATTEMPTS = 3;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /// Of an import: no such snapshot (until 16, since 17), its session is gone, of another database, not
    /// of this server's making.
    private static final Set<String> NO_SNAPSHOT = Set.of("22023", "42704", "55000", "0A000");

    private final GuardedSql sql;
    private final boolean cuttable;
    private boolean sideBySide;
    private boolean exporting = true;
    private Duration lockLimit;

    /// @param cuttable whether the rows are asked for as the statement gives them: all, in any order
    /// @param sideBySide whether several ranges are wanted
    ScanOpening(GuardedSql sql, boolean cuttable, boolean sideBySide) {
        this.sql = sql;
        this.cuttable = cuttable;
        this.sideBySide = cuttable && sideBySide;
        this.lockLimit = this.sideBySide ? LOCK_FOR_SEVERAL : LOCK;
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
                    throw ProblemType.SOURCE_FAILED.because(
                            "A table of the statement is rewritten again and again; try later.");
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
            lockLimit = LOCK.minus(LOCK_FOR_SEVERAL);
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
        var snapshot = CopySnapshot.take(session, sql.tables(), lockLimit);
        var columns = describe(session);
        var plan =
                cuttable
                        ? new ScanPlanner(session, sql, snapshot).plan(sideBySide)
                        : RangePlan.whole(sql, false);
        var exported = exporting ? export(session, snapshot, plan) : null;
        return new ScanBasis(snapshot, snapshot.meaning(session), exported, columns, plan);
    }

    private List<ResultColumn> describe(Session session) throws SQLException {
        var head = session.rows(QueryRunner.PREFIX + sql.sql() + "\n) q LIMIT 0");
        return ResultDescription.of(session, sql, head.fields()).columns();
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
        var locked = joinHeld(session, given);
        var snapshot = new CopySnapshot(given.asOf(), given.asOfLsn(), locked);
        var columns = describe(session);
        return new ScanBasis(
                snapshot,
                snapshot.meaning(session),
                given,
                columns,
                plan(session, snapshot, given));
    }

    /// A writer that waits for the holder to end makes everybody else wait behind it.
    private List<TableName> joinHeld(Session session, ExportSnapshot given) throws SQLException {
        var lockable = CopySnapshot.lockable(session, sql.tables());
        try {
            return join(session, given.name(), lockable, LOCK_FOR_SEVERAL);
        } catch (SQLException e) {
            if (Failures.state(e).equals(LOCK_NOT_AVAILABLE)) {
                throw new SnapshotGone(e);
            }
            throw e;
        }
    }

    /// By the sizes of then: the last range takes what came since.
    private RangePlan plan(Session session, CopySnapshot snapshot, ExportSnapshot given)
            throws SQLException {
        if (!cuttable) {
            return RangePlan.whole(sql, false);
        }
        if (!sideBySide || given.tables().isEmpty()) {
            return new ScanPlanner(session, sql, snapshot).plan(false);
        }
        var scan =
                sql.plainScan()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "the snapshot was taken for another statement"));
        ScanPlanner.keepInOrder(session);
        return RangePlan.ranges(sql, scan, given.tables());
    }

    /// Begins a transaction that reads by another session's snapshot. Its own locks come early: a lock
    /// that is held already is not waited for behind a writer that wants the table alone.
    ///
    /// @throws SnapshotGone where nobody holds it any more
    static List<TableName> join(
            Session session, String snapshot, List<TableName> tables, Duration lockLimit)
            throws SQLException {
        session.beginSnapshot(lockLimit);
        try {
            session.rows("SET TRANSACTION SNAPSHOT " + SqlText.literal(snapshot));
        } catch (SQLException e) {
            if (NO_SNAPSHOT.contains(Failures.state(e))) {
                throw new SnapshotGone(e);
            }
            throw e;
        }
        return CopySnapshot.lock(session, tables);
    }

    /// The server can do everything but let others read by its snapshot.
    private static final class NoExport extends SQLException {
        private static final long serialVersionUID = 1;

        NoExport(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }
}
