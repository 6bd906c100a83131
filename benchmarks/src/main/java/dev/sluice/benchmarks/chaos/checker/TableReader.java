package dev.sluice.benchmarks.chaos.checker;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the tables with SQL of its own.
record TableReader(Connection jobs) {
    Tables read(Connection source) throws SQLException {
        return new Tables(
                all(jobs, JOBS, TableReader::job),
                all(jobs, ATTEMPTS, TableReader::attempt),
                all(jobs, EVENTS, TableReader::event),
                results(),
                manifests(),
                all(jobs, BULKS, TableReader::bulk),
                all(jobs, DELETIONS, TableReader::deletion),
                all(jobs, "SELECT job_id FROM export_snapshot", row -> row.getString(1)),
                all(source, BACKENDS, row -> row.getString(1)));
    }

    private static final String JOBS =
            """
            SELECT id, tenant_id, type, state, attempt, failures, cancel_requested_at IS NOT NULL,
              tags, retry_of, last_sequence, created_at, finished_at, purged_at IS NOT NULL,
              deleted_at IS NOT NULL, error ->> 'code', sql
            FROM job WHERE type <> 'CALL' ORDER BY created_at, id\
            """;

    private static final String ATTEMPTS =
            """
            SELECT a.job_id, a.attempt, a.worker, a.started_at, a.finished_at, a.outcome
            FROM job_attempt a JOIN job j ON j.id = a.job_id
            WHERE j.type <> 'CALL' ORDER BY a.job_id, a.attempt\
            """;

    private static final String EVENTS =
            """
            SELECT e.job_id, e.sequence, e.tenant_id, e.type, e.data::json ->> 'state', e.position
            FROM job_event e JOIN job j ON j.id = e.job_id
            WHERE j.type <> 'CALL' ORDER BY e.job_id, e.sequence\
            """;

    private static final String BULKS =
            """
            SELECT job_id, lower(action), coalesce(filter ->> 'tenant', ''),
              coalesce(filter ->> 'tag', ''), created_before, done, total, failed
            FROM bulk_action ORDER BY created_before, job_id\
            """;

    private static final String DELETIONS =
            """
            SELECT tenant_id, subject,
              CASE WHEN detail LIKE 'by job\\_%' THEN substr(detail, 4) ELSE '' END
            FROM audit WHERE action = 'job.delete' ORDER BY id\
            """;

    private static final String BACKENDS =
            """
            SELECT state || ' since ' || state_change || ': ' || left(query, 100)
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
              AND backend_type = 'client backend' AND state <> 'idle'\
            """;

    private static final String OPEN =
            """
            SELECT id FROM job
            WHERE type <> 'CALL' AND state NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED')
            UNION ALL
            SELECT job_id FROM job_event WHERE position IS NULL\
            """;

    static boolean quiet(Connection jobs, Connection source) throws SQLException {
        return all(jobs, OPEN, row -> row.getString(1)).isEmpty()
                && all(source, BACKENDS, row -> row.getString(1)).isEmpty();
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> all(Connection connection, String sql, RowReader<T> reader)
            throws SQLException {
        var all = new ArrayList<T>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(reader.read(rows));
            }
        }
        return all;
    }

    private static Tables.JobRow job(ResultSet row) throws SQLException {
        return new Tables.JobRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getInt(6),
                row.getBoolean(7),
                List.of((String[]) row.getArray(8).getArray()),
                row.getString(9),
                row.getLong(10),
                row.getTimestamp(11).toInstant(),
                instant(row.getTimestamp(12)),
                row.getBoolean(13),
                row.getBoolean(14),
                row.getString(15),
                row.getString(16));
    }

    private static Tables.BulkRow bulk(ResultSet row) throws SQLException {
        return new Tables.BulkRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getTimestamp(5).toInstant(),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8));
    }

    private static Tables.DeletionRow deletion(ResultSet row) throws SQLException {
        return new Tables.DeletionRow(row.getString(1), row.getString(2), row.getString(3));
    }

    private static Tables.AttemptRow attempt(ResultSet row) throws SQLException {
        return new Tables.AttemptRow(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                row.getTimestamp(4).toInstant(),
                instant(row.getTimestamp(5)),
                row.getString(6));
    }

    private static Tables.EventRow event(ResultSet row) throws SQLException {
        var position = row.getObject(6, Long.class);
        return new Tables.EventRow(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                position);
    }

    private Map<String, JsonNode> results() throws SQLException {
        var results = new HashMap<String, JsonNode>();
        all(
                        jobs,
                        "SELECT r.job_id, r.body FROM job_result r JOIN job j ON j.id = r.job_id"
                                + " WHERE j.type <> 'CALL'",
                        row -> Map.entry(row.getString(1), json(row.getString(2))))
                .forEach(result -> results.put(result.getKey(), result.getValue()));
        return results;
    }

    private Map<String, Tables.ManifestRow> manifests() throws SQLException {
        var manifests = new HashMap<String, Tables.ManifestRow>();
        all(
                        jobs,
                        "SELECT job_id, attempt, body FROM job_manifest",
                        row ->
                                new Tables.ManifestRow(
                                        row.getString(1), row.getInt(2), json(row.getString(3))))
                .forEach(manifest -> manifests.put(manifest.job(), manifest));
        return manifests;
    }

    private static JsonNode json(String text) {
        return EvidenceReader.JSON.readTree(text);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
