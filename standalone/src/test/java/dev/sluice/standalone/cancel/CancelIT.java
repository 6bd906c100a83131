package dev.sluice.standalone.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.Figures;
import dev.sluice.fixtures.Latencies;
import dev.sluice.fixtures.ScriptedModel;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// A cancel reaches what a job waits for, wherever that is: the model, a statement of any kind in the
/// source, the upload, the snapshot that somebody holds for it. The contract's 5 s are doubled, so that a
/// busy machine does not fail the test.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class CancelIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration BEGUN = Duration.ofSeconds(60);

    private static final String ENDLESS =
            "SELECT count(*) FROM numbers a, numbers b, numbers c WHERE a.n + b.n + c.n > 0";

    private final ScriptedModel model = ScriptedModel.start();
    private final Latencies gone = new Latencies();
    private final WholeSluice sluice =
            WholeSluice.start(
                    model.url(),
                    "CREATE TABLE numbers (n integer PRIMARY KEY, label text NOT NULL)",
                    "INSERT INTO numbers SELECT i, 'number ' || i FROM generate_series(1, 4000) i",
                    "CREATE TABLE readings (id bigint NOT NULL, note text)",
                    "ALTER TABLE readings SET (autovacuum_enabled = off)",
                    "INSERT INTO readings SELECT i, repeat(md5(i::text), 4)"
                            + " FROM generate_series(1, 400000) i",
                    "ANALYZE",
                    // the planner takes it for worth several readers
                    "UPDATE pg_class SET reltuples = 50000000 WHERE relname = 'readings'");

    @AfterAll
    void stop() {
        Figures.of("accepted cancel of a job whose statement runs")
                .count("statements", gone.count())
                .seconds("gone from the source at worst after", gone.percentile(100))
                .print();
        sluice.close();
        model.close();
    }

    @BeforeEach
    void silence() {
        model.fromNowOn().hangs();
    }

    @Test
    void closesTheConnectionToTheModel() {
        var asked = model.requests().size();
        var left = model.leftAlone();
        var job = sluice.submit("/v1/analyses", Map.of("question", "how many numbers are there"));
        await().atMost(BEGUN).until(() -> model.requests().size() > asked);

        cancel(job);

        await("a closed connection").atMost(SOON).until(() -> model.leftAlone() > left);
        ended(job);
    }

    @Test
    void endsTheStatementOfAnAnalysis() {
        model.fromNowOn().writes(ENDLESS);
        var job = sluice.submit("/v1/analyses", Map.of("question", "how many numbers are there"));
        endsStatement(job, "query LIKE '%numbers%' AND state = 'active'");
    }

    @Test
    void endsTheExplainOfAnAnalysis() throws Exception {
        model.fromNowOn().writes("SELECT count(*) FROM numbers");
        try (var _ = lock("numbers")) {
            var job =
                    sluice.submit("/v1/analyses", Map.of("question", "how many numbers are there"));
            endsStatement(job, "query LIKE 'EXPLAIN%' AND wait_event_type = 'Lock'");
        }
    }

    @Test
    void endsTheExplainOfAnExport() throws Exception {
        try (var _ = lock("numbers")) {
            var job = sluice.submit("/v1/exports", Map.of("sql", "SELECT n FROM numbers"));
            endsStatement(job, "query LIKE 'EXPLAIN%' AND wait_event_type = 'Lock'");
        }
    }

    @Test
    void endsTheReadingOfACatalog() throws Exception {
        try (var _ = lock("pg_catalog.pg_description")) {
            sluice.forgetSource();
            var job =
                    sluice.submit("/v1/analyses", Map.of("question", "how many numbers are there"));
            endsStatement(job, "wait_event_type = 'Lock'");
        }
    }

    @Test
    void endsACopyThatHasNoRowsYet() {
        var job =
                sluice.submit(
                        "/v1/exports",
                        Map.of(
                                "sql",
                                "SELECT a.label, b.label AS other FROM numbers a CROSS JOIN numbers b"
                                        + " ORDER BY md5(a.label || b.label)"));
        endsStatement(job, "query LIKE 'COPY%' AND state = 'active'");
        leavesNothing(job);
    }

    @Test
    void endsACopyInTheMiddleAndItsUpload() {
        var job =
                sluice.submit(
                        "/v1/exports",
                        Map.of(
                                "sql",
                                "SELECT a.label, b.label AS other FROM numbers a JOIN numbers b"
                                        + " ON a.n + b.n > 0"));
        await("an upload").atMost(BEGUN).until(() -> !sluice.uploadsOf(job).isEmpty());
        endsStatement(job, "query LIKE 'COPY%' AND state = 'active'");
        leavesNothing(job);
    }

    @Test
    void endsSeveralReadersAndTheHeldSnapshot() {
        var job =
                sluice.submit(
                        "/v1/exports",
                        Map.of(
                                "sql",
                                "SELECT id, note FROM readings WHERE length(repeat(note, 3000)) > 0",
                                "options",
                                Map.of("rows_per_part", 20_000)));
        await("a snapshot that is held")
                .atMost(BEGUN)
                .until(() -> !sluice.sessions("state = 'idle in transaction'").isEmpty());
        await("two readers")
                .atMost(BEGUN)
                .until(() ->
                        sluice.sessions("query LIKE 'COPY%' AND state = 'active'").size() >= 2);
        endsStatement(job, "query LIKE 'COPY%' AND state = 'active'");
        await("nobody holds a snapshot")
                .atMost(SOON)
                .until(() -> sluice.sessions("state = 'idle in transaction'").isEmpty());
        leavesNothing(job);
    }

    @Test
    void endsAQueuedJobAtOnce() throws Exception {
        model.fromNowOn().writes(ENDLESS);
        var running = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            running.add(sluice.submit("/v1/analyses", Map.of("question", "how many numbers")));
        }
        var answers = running.reversed().stream().map(sluice::cancel).toList();

        assertThat(answers).allMatch(answer -> answer.status() == 202);
        assertThat(answers).anyMatch(answer -> answer.text("state").equals("cancelled"));
        running.forEach(this::ended);
    }

    @Test
    void aBulkActionEndsTheStatementOfARunningJobAndCountsIt() {
        model.fromNowOn().writes(ENDLESS);
        var job =
                sluice.submit(
                        "/v1/analyses",
                        Map.of("question", "how many numbers are there", "tags", List.of("met")));
        var active = "query LIKE '%numbers%' AND state = 'active'";
        await("a statement of " + job)
                .atMost(BEGUN)
                .until(() -> !sluice.sessions(active).isEmpty());

        var bulk =
                sluice.submit(
                        "/v1/jobs/actions",
                        Map.of("action", "cancel", "filter", Map.of("tag", "met")));

        await("no statement").atMost(SOON).until(() -> sluice.sessions(active).isEmpty());
        ended(job);
        await("the end of the action")
                .atMost(BEGUN)
                .until(() -> sluice.job(bulk).path("state").asString().equals("succeeded"));
        assertThat(sluice.job(bulk).path("progress"))
                .hasToString("{\"done\":1,\"total\":1,\"failed\":0}");
        assertThat(sluice.send("GET", "/v1/jobs/" + job + "/result", null).text("code"))
                .isEqualTo("job_not_succeeded");
    }

    /// Waits until the source is at it, cancels, and sees it gone; the session of a COPY goes with it.
    private void endsStatement(String job, String condition) {
        await("a statement of " + job)
                .atMost(BEGUN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !sluice.sessions(condition).isEmpty());
        var pids = pids(sluice.sessions(condition));

        var began = System.nanoTime();
        cancel(job);

        await("no statement")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sluice.sessions(condition).isEmpty());
        gone.add(System.nanoTime() - began);
        await("sessions thrown away")
                .atMost(SOON)
                .until(() -> sluice.sessions("pid IN (" + String.join(",", pids) + ")").isEmpty());
        ended(job);
    }

    private static List<String> pids(List<String> sessions) {
        return sessions.stream()
                .map(session -> session.substring(0, session.indexOf(' ')))
                .toList();
    }

    private void cancel(String job) {
        var answer = sluice.cancel(job);
        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(202);
        assertThat(answer.json().path("cancel_requested").asBoolean()).isTrue();
        var again = sluice.cancel(job).status();
        assertThat(again).isIn(202, 409);
    }

    private void ended(String job) {
        await("the end of " + job)
                .atMost(BEGUN)
                .until(() -> sluice.job(job).path("state").asString().equals("cancelled"));
        assertThat(sluice.cancel(job).status()).isEqualTo(409);
        assertThat(sluice.cancel(job).text("code")).isEqualTo("job_finished");
    }

    private void leavesNothing(String job) {
        await("an empty prefix").atMost(BEGUN).until(() -> sluice.objectsOf(job).isEmpty());
        await("no upload").atMost(BEGUN).until(() -> sluice.uploadsOf(job).isEmpty());
        var files = sluice.send("GET", "/v1/jobs/" + job + "/files", null);
        assertThat(files.text("code")).isEqualTo("job_not_succeeded");
    }

    /// A lock that everybody else waits for.
    private record Lock(Connection connection) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.close();
        }
    }

    private Lock lock(String table) throws SQLException {
        var connection = sluice.sourceConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return new Lock(connection);
    }
}
