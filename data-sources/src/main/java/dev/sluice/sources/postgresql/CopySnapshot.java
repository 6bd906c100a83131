package dev.sluice.sources.postgresql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The snapshot of an export, taken after the locks.
///
/// A table that is rewritten (TRUNCATE, most of ALTER TABLE) after a snapshot was taken reads as empty
/// in it, without an error. So the tables are locked against that first; the lock is the one that every
/// SELECT takes, and it stops no reader and no writer.
///
/// @param lsn position in the write-ahead log; null where the role or the server does not tell
/// @param locked tables that were locked before the snapshot, with their partitions and heirs
record CopySnapshot(Instant asOf, @Nullable String lsn, List<TableName> locked) {
    private static final String LOCKABLE =
            """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname || '.' || c.relname IN (%s) AND c.relkind IN ('r', 'p', 'v')
              AND pg_catalog.has_table_privilege(c.oid, 'SELECT') ORDER BY c.oid\
            """;

    private static final String POSITION =
            """
            SELECT CASE WHEN pg_catalog.pg_is_in_recovery()
                   THEN pg_catalog.pg_last_wal_replay_lsn()
                   ELSE pg_catalog.pg_current_wal_lsn() END\
            """;

    /// Relations that this transaction reads whose file is another one now than in its snapshot: they
    /// were rewritten between the snapshot and a lock that could only be taken after it.
    private static final String REWRITTEN =
            """
            SELECT l.relation FROM pg_catalog.pg_locks l
            LEFT JOIN pg_catalog.pg_class c ON c.oid = l.relation
            WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation'
              AND l.relation >= 16384
              AND (c.oid IS NULL OR c.relkind IN ('r', 'm', 't')
                   AND c.relfilenode <> pg_catalog.pg_relation_filenode(c.oid))
            LIMIT 1\
            """;

    /// Begins the transaction.
    ///
    /// @param lockLimit how long to wait for each lock; SQLState 55P03 past it
    static CopySnapshot take(Session session, List<String> tables, Duration lockLimit)
            throws SQLException {
        var lockable = lockable(session, tables);
        session.beginSnapshot(lockLimit);
        var locked = lock(session, lockable);
        // the transaction began before the locks were waited for; its time would be too early
        var asOf = session.rows("SELECT pg_catalog.statement_timestamp()").required(0, 0);
        return new CopySnapshot(QueryRunner.time(asOf), position(session), locked);
    }

    /// To be asked once the statement has been described, so that everything it reads is locked.
    static boolean overtaken(Session session) throws SQLException {
        var rewritten = session.tried(REWRITTEN, Set.of("42501", "42883", "42P01"));
        return rewritten != null && rewritten.size() > 0;
    }

    static List<TableName> lockable(Session session, List<String> tables) throws SQLException {
        if (tables.isEmpty()) {
            return List.of();
        }
        var names = tables.stream().map(SqlText::literal).collect(Collectors.joining(","));
        var rows = session.rows(LOCKABLE.formatted(names));
        return IntStream.range(0, rows.size())
                .mapToObj(i -> new TableName(rows.required(i, 0), rows.required(i, 1)))
                .toList();
    }

    /// A view may read what the role itself may not lock; that one goes without.
    ///
    /// @return those that are locked now
    static List<TableName> lock(Session session, List<TableName> tables) throws SQLException {
        if (tables.isEmpty() || tryLock(session, tables)) {
            return tables;
        }
        var locked = new ArrayList<TableName>();
        for (var table : tables) {
            if (tryLock(session, List.of(table))) {
                locked.add(table);
            }
        }
        return List.copyOf(locked);
    }

    private static boolean tryLock(Session session, List<TableName> tables) throws SQLException {
        var command = "LOCK TABLE " + TableName.list(tables) + " IN ACCESS SHARE MODE";
        return session.tried(command, Set.of("42501")) != null;
    }

    /// What the names of the locked tables stand for now. A lock holds a table, but not the name of its
    /// schema, and each reader finds its table by name.
    String meaning(Session session) throws SQLException {
        if (locked.isEmpty()) {
            return "";
        }
        var names =
                locked.stream()
                        .map(t ->
                                "pg_catalog.to_regclass("
                                        + SqlText.literal(t.quoted())
                                        + ")::pg_catalog.oid")
                        .collect(Collectors.joining(", "));
        return session.rows("SELECT pg_catalog.concat_ws(',', " + names + ")").required(0, 0);
    }

    private static @Nullable String position(Session session) throws SQLException {
        var rows = session.tried(POSITION, Set.of("42501", "42883", "0A000", "55000"));
        return rows == null ? null : rows.text(0, 0);
    }
}
