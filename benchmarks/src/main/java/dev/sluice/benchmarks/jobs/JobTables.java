package dev.sluice.benchmarks.jobs;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.embedded.PostgresProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What the job database knows: when jobs were accepted, dispatched, started and finished, all by its own
/// clock.
final class JobTables implements AutoCloseable {
    private final Connection connection;

    private JobTables(Connection connection) {
        this.connection = connection;
    }

    static JobTables open(PostgresProcess server, String database) {
        try {
            return new JobTables(
                    DriverManager.getConnection(
                            server.jdbcUrl(database), server.username(), server.password()));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    Instant now() {
        return ask(
                "SELECT now()",
                _ -> {},
                rows -> {
                    rows.next();
                    return rows.getTimestamp(1).toInstant();
                });
    }

    long queued() {
        return ask(
                "SELECT count(*) FROM job WHERE state = 'QUEUED'",
                _ -> {},
                rows -> {
                    rows.next();
                    return rows.getLong(1);
                });
    }

    /// Attempts that have ended, of all jobs.
    long ended() {
        return ask(
                "SELECT count(*) FROM job_attempt WHERE finished_at IS NOT NULL",
                _ -> {},
                rows -> {
                    rows.next();
                    return rows.getLong(1);
                });
    }

    /// Ids from all over the queue.
    List<String> someQueued(int most) {
        return ask(
                "SELECT id FROM job WHERE state = 'QUEUED' ORDER BY random() LIMIT ?",
                statement -> statement.setInt(1, most),
                rows -> {
                    var ids = new ArrayList<String>();
                    while (rows.next()) {
                        ids.add(rows.getString(1));
                    }
                    return ids;
                });
    }

    /// Milliseconds from the beginning of the transaction that accepted each of these jobs to the beginning
    /// of the one that claimed it; one value for each that has been claimed.
    List<Double> pickUps(Collection<String> jobs) {
        return numbers(
                """
                SELECT extract(epoch FROM a.started_at - j.created_at) * 1000
                FROM job j JOIN job_attempt a ON a.job_id = j.id AND a.attempt = 1
                WHERE j.id = ANY (?)\
                """,
                statement ->
                        statement.setArray(
                                1, connection.createArrayOf("text", jobs.toArray(String[]::new))));
    }

    /// How many of these have ended well.
    long succeeded(Collection<String> jobs) {
        return (long)
                numbers(
                                "SELECT count(*) FROM job WHERE id = ANY (?) AND state = 'SUCCEEDED'",
                                statement ->
                                        statement.setArray(
                                                1,
                                                connection.createArrayOf(
                                                        "text", jobs.toArray(String[]::new))))
                        .getFirst()
                        .doubleValue();
    }

    /// Milliseconds of every attempt that began since and has ended, from claim to end.
    List<Double> runs(Instant since) {
        return numbers(
                """
                SELECT extract(epoch FROM finished_at - started_at) * 1000
                FROM job_attempt WHERE started_at >= ? AND finished_at IS NOT NULL\
                """,
                statement -> statement.setTimestamp(1, Timestamp.from(since)));
    }

    /// Milliseconds from when a job could have been claimed to its claim: it was dispatched, and the only
    /// slot was free.
    List<Double> claims(Instant since) {
        return numbers(
                """
                SELECT extract(epoch FROM started_at - greatest(dispatched_at, free_at)) * 1000
                FROM (SELECT a.started_at, j.dispatched_at,
                        lag(a.finished_at) OVER (ORDER BY a.started_at) AS free_at
                      FROM job_attempt a JOIN job j ON j.id = a.job_id
                      WHERE a.started_at >= ?) AS claimed
                WHERE free_at IS NOT NULL AND dispatched_at IS NOT NULL\
                """,
                statement -> statement.setTimestamp(1, Timestamp.from(since)));
    }

    /// Milliseconds that the only slot stood empty between two jobs.
    List<Double> gaps(Instant since) {
        return numbers(
                """
                SELECT extract(epoch FROM started_at - free_at) * 1000
                FROM (SELECT a.started_at, lag(a.finished_at) OVER (ORDER BY a.started_at) AS free_at
                      FROM job_attempt a WHERE a.started_at >= ?) AS claimed
                WHERE free_at IS NOT NULL\
                """,
                statement -> statement.setTimestamp(1, Timestamp.from(since)));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private List<Double> numbers(String sql, Filling filling) {
        return ask(
                sql,
                filling,
                rows -> {
                    var numbers = new ArrayList<Double>();
                    while (rows.next()) {
                        numbers.add(rows.getDouble(1));
                    }
                    return numbers;
                });
    }

    private <T> T ask(String sql, Filling filling, Reading<T> reading) {
        try (var statement = connection.prepareStatement(sql)) {
            filling.fill(statement);
            try (var rows = statement.executeQuery()) {
                return reading.read(rows);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static BenchmarkFailure failure(SQLException e) {
        return new BenchmarkFailure(
                "The job database cannot be read: %s.".formatted(e.getMessage()), e);
    }

    private interface Filling {
        void fill(PreparedStatement statement) throws SQLException;
    }

    private interface Reading<T> {
        T read(java.sql.ResultSet rows) throws SQLException;
    }
}
