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

    /// Makes so many jobs more, each as the newest of the queue was when it was accepted: row and event. Then
    /// lets PostgreSQL count the rows, as it does by itself within minutes.
    void copyQueued(int copies) {
        var copied =
                run(
                        """
                        WITH model AS (
                            SELECT * FROM job WHERE state = 'QUEUED' AND dispatched_at IS NULL AND attempt = 0
                            ORDER BY created_at DESC, id DESC LIMIT 1),
                        copied AS (
                            INSERT INTO job (id, tenant_id, type, state, lane, priority, sql, source, tags,
                                request, cost, last_sequence, created_at, deadline)
                            SELECT left(id, 14) || left(md5(id || n), 16), tenant_id, type, state, lane, priority,
                                sql, source, tags, request, cost, 1, now(), deadline
                            FROM model, generate_series(1, ?) AS n
                            RETURNING id)
                        INSERT INTO job_event (job_id, sequence, tenant_id, at, type, data)
                        SELECT copied.id, 1, e.tenant_id, now(), e.type, replace(e.data, e.job_id, copied.id)
                        FROM copied, model JOIN job_event e ON e.job_id = model.id AND e.sequence = 1\
                        """,
                        statement -> statement.setInt(1, copies));
        if (copied != copies) {
            throw new BenchmarkFailure(
                    "%d of %d jobs could be copied: none that waits is there to copy."
                            .formatted(copied, copies));
        }
        run("ANALYZE job, job_event", _ -> {});
    }

    /// Whether every event has its place in the stream, so that nothing of it is done while others are timed.
    boolean eventsPlaced() {
        return ask(
                "SELECT NOT EXISTS (SELECT FROM job_event WHERE position IS NULL)",
                _ -> {},
                rows -> {
                    rows.next();
                    return rows.getBoolean(1);
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

    /// @return rows that were written
    private int run(String sql, Filling filling) {
        try (var statement = connection.prepareStatement(sql)) {
            filling.fill(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
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
                "The job database refuses a statement: %s.".formatted(e.getMessage()), e);
    }

    private interface Filling {
        void fill(PreparedStatement statement) throws SQLException;
    }

    private interface Reading<T> {
        T read(java.sql.ResultSet rows) throws SQLException;
    }
}
