package dev.sluice.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.PostgresServer.Database;
import dev.sluice.fixtures.TestServers;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Progress;
import dev.sluice.standalone.cli.client.JobFollower;
import dev.sluice.standalone.cli.client.JobListener;
import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.download.Destination;
import dev.sluice.standalone.cli.download.DownloadProgress;
import dev.sluice.standalone.cli.download.Downloads;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The three services as processes of their own: class path, main class and JVM flags of their images,
/// the environment of the Compose file with the addresses of the tests' servers.

@Timeout(240)
class ServicesAsProcessesIT {
    private static final int SIDE = 2_000;
    private static final String BIG =
            "SELECT a.n AS a, b.n AS b, a.label FROM numbers a CROSS JOIN numbers b";

    private final Database jobs = TestServers.postgres().createDatabase();
    private final Database source = TestServers.postgres().createDatabase();
    private final ServiceCluster cluster = new ServiceCluster(jobs, TestServers.s3());
    @TempDir private Path directory = Path.of("");

    @BeforeEach
    void fillTheSource() throws Exception {
        try (var connection =
                        DriverManager.getConnection(
                                source.jdbcUrl(), source.username(), source.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE numbers (n integer PRIMARY KEY, label text NOT NULL)");
            statement.execute(
                    "INSERT INTO numbers SELECT i, 'number ' || i FROM generate_series(1, %d) i"
                            .formatted(SIDE));
            statement.execute(
                    "CREATE TABLE sales (id integer PRIMARY KEY, region text NOT NULL, amount integer NOT"
                            + " NULL)");
            statement.execute(
                    "INSERT INTO sales VALUES (1,'north',10),(2,'south',20),(3,'north',30)");
            statement.execute("ANALYZE");
        }
    }

    @AfterEach
    void stopAll() {
        cluster.close();
    }

    @Test
    void oneAnalysisOneExportAndAWorkerThatDiesInTheMiddle() throws Exception {
        var gateway = cluster.start("api-gateway");
        var agent = cluster.start("agent-worker");
        var doomed = cluster.start("export-worker");
        gateway.awaitHealthy(Duration.ofSeconds(90));
        agent.awaitHealthy(Duration.ofSeconds(90));
        doomed.awaitHealthy(Duration.ofSeconds(90));
        cluster.register("numbers", source);

        try (var client = cluster.client()) {
            var answered =
                    follow(client, client.analyse(Map.of("question", "total amount by region")));
            assertThat(answered.state()).as("%s", answered.error()).isEqualTo(JobState.SUCCEEDED);
            assertThat(client.result(answered.id()).rows()).hasSize(2);

            var submitted = client.export(Map.of("sql", BIG, "format", "csv"));
            var exported =
                    new JobFollower(client)
                            .follow(
                                    submitted.id(),
                                    new Assassin(doomed, () -> cluster.start("export-worker")));

            assertThat(exported.state()).as("%s", exported.error()).isEqualTo(JobState.SUCCEEDED);
            assertThat(exported.attempt()).isEqualTo(2);
            assertThat(exported.failures()).isEqualTo(1);
            assertThat(rowsDownloaded(client, exported)).isEqualTo((long) SIDE * SIDE);
        }
    }

    /// Kills the worker at the first sign of rows, and sends another.
    private static final class Assassin implements JobListener {
        private final ServiceProcess worker;
        private final Runnable successor;
        private boolean done;

        Assassin(ServiceProcess worker, Runnable successor) {
            this.worker = worker;
            this.successor = successor;
        }

        @Override
        public void progressed(Progress progress) {
            if (progress.rows() > 0 && !done) {
                done = true;
                worker.kill();
                successor.run();
            }
        }
    }

    private Job follow(SluiceClient client, Job job) {
        return new JobFollower(client).follow(job.id(), new JobListener() {});
    }

    private long rowsDownloaded(SluiceClient client, Job export) {
        var files = client.files(export.id());
        try (var downloads = new Downloads(client)) {
            return downloads
                    .fetch(
                            files,
                            new Destination(directory.resolve("big.csv"), false),
                            true,
                            DownloadProgress.SILENT)
                    .stream()
                    .mapToLong(file -> file.rows() == null ? -1 : file.rows())
                    .sum();
        }
    }
}
