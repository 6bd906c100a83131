package dev.sluice.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.PostgresServer.Database;
import dev.sluice.fixtures.TestServers;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Progress;
import dev.sluice.standalone.cli.client.JobFollower;
import dev.sluice.standalone.cli.client.JobListener;
import dev.sluice.standalone.cli.client.ServerAddress;
import dev.sluice.standalone.cli.client.SluiceClient;
import dev.sluice.standalone.cli.download.Destination;
import dev.sluice.standalone.cli.download.DownloadProgress;
import dev.sluice.standalone.cli.download.Downloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    private final Deque<ServiceProcess> running = new ArrayDeque<>();
    private final int port = ServiceProcess.freePort();
    private final Database jobs = TestServers.postgres().createDatabase();
    private final Database source = TestServers.postgres().createDatabase();
    private Map<String, String> secrets = Map.of();
    @TempDir private Path directory = Path.of("");

    @BeforeEach
    void fillTheSource() throws Exception {
        secrets = secrets();
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
        running.forEach(ServiceProcess::close);
    }

    @Test
    void oneAnalysisOneExportAndAWorkerThatDiesInTheMiddle() throws Exception {
        var gateway = start("api-gateway");
        var agent = start("agent-worker");
        var doomed = start("export-worker");
        gateway.awaitHealthy(Duration.ofSeconds(90));
        agent.awaitHealthy(Duration.ofSeconds(90));
        doomed.awaitHealthy(Duration.ofSeconds(90));
        registerSource();

        try (var client = client()) {
            var answered =
                    follow(client, client.analyse(Map.of("question", "total amount by region")));
            assertThat(answered.state()).as("%s", answered.error()).isEqualTo(JobState.SUCCEEDED);
            assertThat(client.result(answered.id()).rows()).hasSize(2);

            var submitted = client.export(Map.of("sql", BIG, "format", "csv"));
            var exported =
                    new JobFollower(client)
                            .follow(
                                    submitted.id(),
                                    new Assassin(doomed, () -> start("export-worker")));

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

    private void registerSource() throws IOException, InterruptedException {
        var body =
                """
                {"name":"numbers","kind":"postgresql","url":"%s","username":"%s","password":"%s"}
                """
                        .formatted(source.url(), source.username(), source.password());
        var request =
                HttpRequest.newBuilder(base().resolve("/v1/sources"))
                        .header("Authorization", "Bearer " + secrets.get("SLUICE_BOOTSTRAP_KEY"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        }
    }

    private ServiceProcess start(String service) {
        var process = ServiceProcess.start(service, environment(service), logs());
        running.push(process);
        return process;
    }

    /// What the Compose file sets, with the tests' servers in place of its own.
    private Map<String, String> environment(String service) {
        var s3 = TestServers.s3();
        var here = new HashMap<String, String>();
        here.put("SLUICE_DATABASE_URL", jobs.jdbcUrl());
        here.put("SLUICE_DATABASE_USERNAME", jobs.username());
        here.put("SLUICE_KAFKA_BOOTSTRAP", TestServers.kafka().bootstrap());
        here.put("SLUICE_S3_ENDPOINT", s3.endpoint());
        here.put("SLUICE_S3_PUBLIC_URL", s3.endpoint());
        here.put("SLUICE_S3_REGION", s3.region());
        here.put("SLUICE_PUBLIC_URL", base().toString());

        var environment = new LinkedHashMap<String, String>();
        Tree.of(Repository.documents("docker-compose.yml").getFirst())
                .at("services", service, "environment")
                .map()
                .forEach((name, value) -> {
                    var text =
                            here.getOrDefault(name, secrets.getOrDefault(name, value.toString()));
                    if (!text.isEmpty()) {
                        environment.put(name, text);
                    }
                });
        assertThat(environment.values())
                .as("every variable has a value")
                .noneMatch(v -> v.contains("${"));
        if (service.equals("api-gateway")) {
            environment.put("SLUICE_PORT", String.valueOf(port)); // a container has its own 8080
        }
        return environment;
    }

    /// From the script that makes them for Compose; database and object store have their own here.
    private Map<String, String> secrets() throws IOException, InterruptedException {
        var file = directory.resolve("env");
        var script = Repository.ROOT.resolve("compose/create-env").toString();
        var made =
                new ProcessBuilder(script, file.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(made.waitFor()).isZero();
        var values = new HashMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        values.put("SLUICE_DATABASE_PASSWORD", jobs.password());
        values.put("SLUICE_S3_ACCESS_KEY", TestServers.s3().accessKey());
        values.put("SLUICE_S3_SECRET_KEY", TestServers.s3().secretKey());
        return values;
    }

    private static Path logs() {
        try {
            return Files.createDirectories(Repository.ROOT.resolve("standalone/target/processes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SluiceClient client() {
        var key = secrets.getOrDefault("SLUICE_BOOTSTRAP_KEY", "");
        return new SluiceClient(new ServerAddress(base(), key));
    }

    private URI base() {
        return URI.create("http://localhost:" + port);
    }
}
