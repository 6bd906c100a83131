package dev.sluice.benchmarks.chaos.checker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small run in which nothing went wrong, made to be doctored: an analysis, an export of two files after
/// a lost attempt, and an analysis that was cancelled.
final class Run {
    static final String ANALYSIS = "job_a";
    static final String EXPORT = "job_e";
    static final String CANCELLED = "job_c";
    static final String QUERY = "SELECT id, note FROM things";
    static final String THINGS =
            "SELECT * FROM (VALUES (3, 'three'), (1, 'one'), (2, 'two')) t(id, note)";
    static final String COUNT = "SELECT count(*) FROM things";
    static final String FIRST_PART = "alder/job_e/1/part-00000.csv";
    static final String SECOND_PART = "alder/job_e/2/part-00001.csv";
    static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final List<Entry> history = new ArrayList<>();
    final List<Tables.JobRow> jobs = new ArrayList<>();
    final List<Tables.AttemptRow> attempts = new ArrayList<>();
    final List<Tables.EventRow> events = new ArrayList<>();
    final Map<String, JsonNode> results = new HashMap<>();
    final Map<String, Tables.ManifestRow> manifests = new HashMap<>();
    final List<Tables.BulkRow> bulks = new ArrayList<>();
    final List<Tables.DeletionRow> deletions = new ArrayList<>();
    final List<String> snapshots = new ArrayList<>();
    final List<String> backends = new ArrayList<>();
    final Map<String, byte[]> objects = new TreeMap<>();
    final List<String> uploads = new ArrayList<>();
    private long position;

    Run() {
        submit("k-a", ANALYSIS, "analysis", "");
        job(ANALYSIS, "ANALYSIS", "SUCCEEDED", 1, false);
        tell(ANALYSIS, "queued", "running", "succeeded");
        attempt(ANALYSIS, 1, "succeeded");
        results.put(ANALYSIS, json("{'sql': '%s', 'rows': [[3]]}".formatted(COUNT)));

        submit("k-e", EXPORT, "split csv", QUERY);
        job(EXPORT, "EXPORT", "SUCCEEDED", 2, false);
        tell(EXPORT, "queued", "running", "queued", "running", "succeeded");
        attempt(EXPORT, 1, "lost");
        attempt(EXPORT, 2, "succeeded");
        var first = "id,note\n1,one\n".getBytes(StandardCharsets.UTF_8);
        objects.put(FIRST_PART, first);
        objects.put(SECOND_PART, "id,note\n2,two\n3,three\n".getBytes(StandardCharsets.UTF_8));
        publish("none");

        submit("k-c", CANCELLED, "analysis", "");
        job(CANCELLED, "ANALYSIS", "CANCELLED", 1, true);
        tell(CANCELLED, "queued", "running", "cancelled");
        attempt(CANCELLED, 1, "cancelled");
        note("{'what': 'cancel', 'job': 'job_c', 'tenant': 'alder', 'status': 202}");
        note(
                "{'what': 'foreign', 'job': 'job_e', 'tenant': 'birch', 'owner': 'alder', 'status': 404}");
        watch("alder-1/7", ANALYSIS);
        poll("succeeded", 1);
    }

    Evidence evidence() {
        var sizes = new TreeMap<String, Long>();
        objects.forEach((key, bytes) -> sizes.put(key, (long) bytes.length));
        return new Evidence(
                List.copyOf(history),
                new Tables(
                        jobs, attempts, events, results, manifests, bulks, deletions, snapshots,
                        backends),
                new Bucket(
                        sizes,
                        uploads,
                        key -> new ByteArrayInputStream(objects.getOrDefault(key, new byte[0]))),
                new Things());
    }

    List<Finding> judged() {
        return new Checker().judge(evidence());
    }

    /// @param line JSON with `'` for `"`; gets a time of its own
    void note(String line) {
        var at = now().toString();
        history.add(Entry.of(json(line.replaceFirst("\\{", "{'at': '" + at + "', "))));
    }

    void submit(String key, String job, String kind, String sql) {
        note(
                "{'what': 'submit', 'tenant': 'alder', 'key': '%s', 'kind': '%s', 'status': 202, 'job': '%s', 'job_tenant': 'alder', 'body': {'sql': '%s'}}"
                        .formatted(key, kind, job, sql));
    }

    void watch(String watcher, String job) {
        events.stream()
                .filter(event -> event.job().equals(job))
                .forEach(event -> told(watcher, job, event.sequence(), event.type()));
    }

    void told(String watcher, String job, long sequence, String type) {
        note(
                "{'what': 'event', 'watcher': '%s', 'job': '%s', 'id': '%d', 'sequence': %d, 'type': '%s'}"
                        .formatted(watcher, job, sequence, sequence, type));
    }

    void poll(String state, int attempt) {
        note(
                "{'what': 'poll', 'watcher': 'w', 'job': '%s', 'status': 200, 'state': '%s', 'attempt': %d}"
                        .formatted(ANALYSIS, state, attempt));
    }

    void job(String id, String type, String state, int attempt, boolean cancelRequested) {
        jobs.add(
                new Tables.JobRow(
                        id,
                        "alder",
                        type,
                        state,
                        attempt,
                        0,
                        cancelRequested,
                        List.of("chaos", "wish-k-" + id.substring(4)),
                        null,
                        0,
                        BEGIN,
                        BEGIN.plusSeconds(9),
                        false,
                        false,
                        null,
                        QUERY));
    }

    /// Replaces a row.
    void change(String id, UnaryOperator<Tables.JobRow> change) {
        jobs.replaceAll(job -> job.id().equals(id) ? change.apply(job) : job);
    }

    static Tables.JobRow with(
            Tables.JobRow row,
            String tenant,
            String state,
            long lastSequence,
            @Nullable String error) {
        return new Tables.JobRow(
                row.id(),
                tenant,
                row.type(),
                state,
                row.attempt(),
                row.failures(),
                row.cancelRequested(),
                row.tags(),
                row.retryOf(),
                lastSequence,
                row.createdAt(),
                row.finishedAt(),
                row.purged(),
                row.deleted(),
                error,
                row.sql());
    }

    static Tables.JobRow tagged(Tables.JobRow row, List<String> tags, @Nullable String retryOf) {
        return new Tables.JobRow(
                row.id(),
                row.tenant(),
                row.type(),
                row.state(),
                row.attempt(),
                row.failures(),
                row.cancelRequested(),
                tags,
                retryOf,
                row.lastSequence(),
                row.createdAt(),
                row.finishedAt(),
                row.purged(),
                row.deleted(),
                row.error(),
                row.sql());
    }

    void tell(String job, String... states) {
        var sequence = 1;
        for (var state : states) {
            event(job, sequence++, "state", state);
        }
        event(job, sequence, "done", states[states.length - 1]);
        var last = sequence;
        change(job, row -> with(row, row.tenant(), row.state(), last, null));
    }

    void event(String job, long sequence, String type, String state) {
        events.add(new Tables.EventRow(job, sequence, "alder", type, state, ++position));
    }

    void attempt(String job, int number, String outcome) {
        attemptAt(job, number, outcome, BEGIN.plusSeconds(number * 2L));
    }

    void attemptAt(String job, int number, String outcome, Instant startedAt) {
        attempts.add(
                new Tables.AttemptRow(
                        job, number, "host-7-ab", startedAt, startedAt.plusSeconds(1), outcome));
    }

    /// When the next line of the history is written.
    Instant now() {
        return BEGIN.plusSeconds(history.size());
    }

    /// Writes the manifest of the export anew, from what lies there.
    void publish(String compression) {
        publish("csv", compression);
    }

    void publish(String format, String compression) {
        var parts = part(FIRST_PART, 1) + "," + part(SECOND_PART, 2);
        manifests.put(
                EXPORT,
                new Tables.ManifestRow(
                        EXPORT,
                        2,
                        json(
                                "{'format': '%s', 'compression': '%s', 'row_count': 3, 'parts': [%s]}"
                                        .formatted(format, compression, parts))));
    }

    private String part(String key, int rows) {
        var bytes = objects.getOrDefault(key, new byte[0]);
        return "{'key': '%s', 'rows': %d, 'bytes': %d, 'sha256': '%s'}"
                .formatted(key, rows, bytes.length, sha256(bytes));
    }

    static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    static byte[] gzip(byte[] text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// Of the rows of a query, written by DuckDB.
    static byte[] parquet(String query) {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            var file = Files.createTempFile("things", ".parquet");
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
            var bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Things implements Source {
        @Override
        public LineDigest csv(String sql) {
            try {
                var rows = "3,three\n1,one\n2,two\n".getBytes(StandardCharsets.UTF_8);
                return LineDigest.of(new ByteArrayInputStream(rows), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public LineDigest values(String sql) {
            try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(THINGS)) {
                return RowValues.digest(rows);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public List<List<@Nullable String>> rows(String sql) {
            return List.of(List.of("3"));
        }
    }
}
