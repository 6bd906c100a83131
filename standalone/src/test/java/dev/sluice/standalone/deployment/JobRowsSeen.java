package dev.sluice.standalone.deployment;

import dev.sluice.fixtures.PostgresServer.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// What stands in the job database, past the API.
final class JobRowsSeen {
    private final Database database;

    JobRowsSeen(Database database) {
        this.database = database;
    }

    /// Keys of the objects that are recorded as finished parts.
    List<String> parts(String jobId) {
        return Queries.strings(
                this::connect,
                "SELECT object_key FROM job_part WHERE job_id = ? ORDER BY number",
                jobId);
    }

    /// Finished parts that one attempt recorded.
    int parts(String jobId, int attempt) {
        return Queries.strings(
                        this::connect,
                        "SELECT object_key FROM job_part WHERE job_id = ? AND attempt = ?",
                        jobId,
                        attempt)
                .size();
    }

    /// When the held snapshot was taken.
    Instant snapshotTaken(String jobId) {
        return Instant.parse(
                Queries.strings(
                                this::connect,
                                "SELECT snapshot ->> 'as_of' FROM export_snapshot WHERE job_id = ?",
                                jobId)
                        .getFirst());
    }

    /// Of the process that holds the attempt's lease.
    long workerPid(String jobId) {
        var worker =
                Queries.strings(this::connect, "SELECT worker FROM job WHERE id = ?", jobId)
                        .getFirst();
        var words = worker.split("-");
        return Long.parseLong(words[words.length - 2]);
    }

    /// As if the lease had been over by itself: its worker is dead, or stands still.
    void expireLease(String jobId) {
        Queries.update(
                this::connect,
                "UPDATE job SET lease_until = now() - interval '1 second' WHERE id = ?",
                jobId);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
    }
}
