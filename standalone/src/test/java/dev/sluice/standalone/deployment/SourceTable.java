package dev.sluice.standalone.deployment;

import dev.sluice.fixtures.PostgresServer.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/// A plain table that is exported while others write to it, and a second one that downloads are loaded
/// into, so that the source itself says whether both are the same.
final class SourceTable {
    static final long ROWS = 1_000_000;
    static final String NAME = "readings";

    private static final String DOWNLOADED = "downloaded";

    private final Database database;

    /// What is equal only for the same rows, in whatever order.
    ///
    /// @param distinct ids
    /// @param hashes sum over all columns of all rows
    record Digest(long rows, long distinct, String ids, String hashes) {}

    SourceTable(Database database) {
        this.database = database;
    }

    void fill() {
        execute(
                "CREATE TABLE readings (id bigint NOT NULL, station integer NOT NULL, note text)",
                "ALTER TABLE readings SET (autovacuum_enabled = off)",
                """
                INSERT INTO readings
                SELECT i, i %% 1000, md5(i::text) || md5((i + 1)::text)
                FROM generate_series(1, %d) i\
                """
                        .formatted(ROWS),
                "CREATE TABLE downloaded (LIKE readings)",
                "ANALYZE readings");
    }

    /// Rows go, rows come, rows move to other pages, and vacuum may remove what nobody sees any more.
    void disturb() {
        execute(
                "DELETE FROM readings WHERE id % 10 = 3",
                "UPDATE readings SET note = 'changed ' || id WHERE id % 10 = 7",
                """
                INSERT INTO readings
                SELECT -i, 0, 'new' FROM generate_series(1, 50000) i\
                """,
                "VACUUM readings");
    }

    /// The planner takes the table for so large that several readers are worth their connections.
    void pretendRows(long rows) {
        execute("UPDATE pg_class SET reltuples = %d WHERE relname = 'readings'".formatted(rows));
    }

    Digest digest() {
        return digest(NAME);
    }

    /// @param parts CSV files with a header each
    Digest digestOf(List<Path> parts) {
        execute("TRUNCATE downloaded");
        try (var connection = connect()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (var part : parts) {
                try (var rows = Files.newInputStream(part)) {
                    copy.copyIn("COPY downloaded FROM STDIN (FORMAT csv, HEADER match)", rows);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest(DOWNLOADED);
    }

    private Digest digest(String table) {
        var sql =
                """
                SELECT count(*), count(DISTINCT id), sum(id), sum(hashtextextended(t::text, 0)::numeric)
                FROM %s t\
                """
                        .formatted(table);
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return new Digest(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Statements under way, and transactions held open, by others than the tests.
    List<String> busyBackends() {
        return strings(
                """
                SELECT pid || ' ' || state || ' ' || left(query, 80) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                  AND backend_type = 'client backend' AND state <> 'idle'\
                """);
    }

    int copiesUnderWay() {
        return strings(
                        """
                        SELECT pid::text FROM pg_stat_activity
                        WHERE datname = current_database() AND state = 'active' AND query LIKE 'COPY%'\
                        """)
                .size();
    }

    /// @return how many there were
    int terminateSessionsThatHoldSnapshots() {
        return strings(
                        """
                        SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                          AND state = 'idle in transaction'\
                        """)
                .size();
    }

    private List<String> strings(String sql) {
        return Queries.strings(this::connect, sql);
    }

    private void execute(String... statements) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
    }
}
