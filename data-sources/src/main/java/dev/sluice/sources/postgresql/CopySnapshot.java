package dev.sluice.sources.postgresql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The snapshot of an export, taken after the locks.
///
/// A table that is rewritten (TRUNCATE, most of ALTER TABLE) after a snapshot was taken reads as empty
/// in it, without an error. So the tables are locked against that first; the lock is the one that every
/// SELECT takes, and it stops no reader and no writer.
///
/// @param lsn position in the write-ahead log; null where the role or the server does not tell
record CopySnapshot(Instant asOf, @Nullable String lsn) {
    private static final String LOCKABLE =
            """
            SELECT DISTINCT pg_catalog.format('%%I.%%I', n.nspname, c.relname)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname || '.' || c.relname IN (%s) AND c.relkind IN ('r', 'p', 'v')
              AND pg_catalog.has_table_privilege(c.oid, 'SELECT') ORDER BY 1\
            """;

    private static final String POSITION =
            """
            SELECT CASE WHEN pg_catalog.pg_is_in_recovery()
                   THEN pg_catalog.pg_last_wal_replay_lsn()
                   ELSE pg_catalog.pg_current_wal_lsn() END\
            """;

    static CopySnapshot take(Session session, List<String> tables) throws SQLException {
        var lockable = lockable(session, tables);
        session.beginSnapshot();
        lock(session, lockable);
        // the transaction began before the locks were waited for; its time would be too early
        var asOf = session.rows("SELECT pg_catalog.statement_timestamp()").required(0, 0);
        return new CopySnapshot(QueryRunner.time(asOf), position(session));
    }

    private static String lockable(Session session, List<String> tables) throws SQLException {
        if (tables.isEmpty()) {
            return "";
        }
        var names = tables.stream().map(SqlText::literal).collect(Collectors.joining(","));
        var rows = session.rows(LOCKABLE.formatted(names));
        var list = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            list.append(i == 0 ? "" : ", ").append(rows.required(i, 0));
        }
        return list.toString();
    }

    /// A view may read what the role itself may not lock; such an export goes without.
    private static void lock(Session session, String tables) throws SQLException {
        if (!tables.isEmpty()) {
            optionally(session, "LOCK TABLE " + tables + " IN ACCESS SHARE MODE", "42501");
        }
    }

    private static @Nullable String position(Session session) throws SQLException {
        var rows = optionally(session, POSITION, "42501", "42883", "0A000", "55000");
        return rows.size() == 0 ? null : rows.text(0, 0);
    }

    private static Rows optionally(Session session, String sql, String... forgiven)
            throws SQLException {
        session.rows("SAVEPOINT optional");
        try {
            return session.rows(sql);
        } catch (SQLException e) {
            if (!List.of(forgiven).contains(Failures.state(e))) {
                throw e;
            }
            session.rows("ROLLBACK TO SAVEPOINT optional");
            return Rows.NONE;
        }
    }
}
