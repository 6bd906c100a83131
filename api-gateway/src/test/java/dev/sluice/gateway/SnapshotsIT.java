package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.PostgresServer;
import dev.sluice.fixtures.TestServers;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.export.ExportSnapshot;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.source.SourceConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A worker asks, the gateway holds, on a source of its own.
class SnapshotsIT extends GatewayTestCase {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final PostgresServer.Database STOCK = TestServers.postgres().createDatabase();

    private static final String HOLDER =
            " WHERE datname = current_database() AND state = 'idle in transaction'";

    private static final String TENANT = "warehouse";

    private static Client client;
    private static Gateway.Worker worker;
    private static volatile Gateway.Work work = _ -> {};

    @BeforeAll
    static void stock() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE goods AS SELECT n AS id FROM generate_series(1, 100) n");
        }
        client = GATEWAY.client(GATEWAY.key(TENANT, "jobs:write"));
        register("stock", STOCK.url());
        register("closed", "postgresql://127.0.0.1:1/none");
        worker = GATEWAY.worker(SnapshotsIT::run);
    }

    /// What other tests left in the queue is not ours.
    private static void run(RunningJob job) throws Exception {
        if (!job.job().tenant().equals(TENANT)) {
            throw ProblemType.UNSUPPORTED.because("Nobody waits for this any more.");
        }
        work.run(job);
    }

    @AfterAll
    static void stop() {
        worker.close();
        GATEWAY.bean(SourceRegistry.class).delete(TENANT, "stock");
        GATEWAY.bean(SourceRegistry.class).delete(TENANT, "closed");
    }

    @Test
    void aSourceIsHeldStillUntilTheExportHasEnded() throws Exception {
        var snapshot = new CompletableFuture<Optional<ExportSnapshot>>();
        var end = new CountDownLatch(1);
        work =
                job -> {
                    ask(job, snapshot);
                    assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
                    throw ProblemType.INVALID_SQL.because("seen enough");
                };
        submit("stock");
        var held = snapshot.get(60, TimeUnit.SECONDS).orElseThrow();
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM goods WHERE id > 40");
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            statement.execute("SET TRANSACTION SNAPSHOT '" + held.name() + "'");
            try (var rows = statement.executeQuery("SELECT count(*) FROM goods")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(100);
            }
        }
        assertThat(holders()).isEqualTo(1);
        end.countDown();
        await().atMost(SOON).untilAsserted(() -> assertThat(holders()).isZero());
        assertThat(kept()).isZero();
    }

    @Test
    void aSnapshotIsGoneWithItsSession() throws Exception {
        var snapshot = new CompletableFuture<Optional<ExportSnapshot>>();
        var later = new CompletableFuture<Optional<ExportSnapshot>>();
        var killed = new CountDownLatch(1);
        work =
                job -> {
                    ask(job, snapshot);
                    assertThat(killed.await(60, TimeUnit.SECONDS)).isTrue();
                    await().atMost(SOON).until(() -> job.heldSnapshot().isEmpty());
                    later.complete(job.heldSnapshot());
                    throw ProblemType.INVALID_SQL.because("seen enough");
                };
        submit("stock");
        assertThat(snapshot.get(60, TimeUnit.SECONDS)).isPresent();
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity" + HOLDER);
        }
        killed.countDown();
        assertThat(later.get(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(kept()).isZero();
    }

    @Test
    void aWorkerHearsAtOnceThatASourceCannotBeHeld() throws Exception {
        var snapshot = new CompletableFuture<Optional<ExportSnapshot>>();
        work =
                job -> {
                    ask(job, snapshot);
                    throw ProblemType.INVALID_SQL.because("seen enough");
                };
        submit("closed");
        assertThat(snapshot.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    /// With more patience than any of these tests has.
    private static void ask(RunningJob job, CompletableFuture<Optional<ExportSnapshot>> snapshot) {
        snapshot.complete(job.holdSnapshot(Duration.ofMinutes(5)));
    }

    private static void submit(String source) {
        var body = "{\"sql\": \"SELECT id FROM goods\", \"source\": \"" + source + "\"}";
        assertThat(client.post("/v1/exports", body).status()).isEqualTo(202);
    }

    private static int holders() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SELECT count(*) FROM pg_stat_activity" + HOLDER)) {
            return rows.next() ? rows.getInt(1) : -1;
        }
    }

    private static int kept() throws SQLException {
        try (var connection = GATEWAY.database();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT count(*) FROM export_snapshot WHERE snapshot IS NOT NULL")) {
            return rows.next() ? rows.getInt(1) : -1;
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(STOCK.jdbcUrl(), STOCK.username(), STOCK.password());
    }

    private static void register(String name, String url) {
        GATEWAY.bean(SourceRegistry.class)
                .create(
                        new SourceConnection(
                                TENANT,
                                name,
                                "postgresql",
                                url,
                                STOCK.username(),
                                STOCK.password(),
                                List.of(),
                                List.of(),
                                1),
                        List.of());
    }
}
