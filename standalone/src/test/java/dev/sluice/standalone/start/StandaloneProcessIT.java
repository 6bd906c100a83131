package dev.sluice.standalone.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.TestServers;
import dev.sluice.model.Json;
import dev.sluice.standalone.RunningServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `sluice start` as a process, through a life with a crash in it, over a database of strangers.
class StandaloneProcessIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> started = new ArrayList<>();
    private final int port = RunningServer.freePort();

    @TempDir private Path data;

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
        http.close();
    }

    @Test
    void keepsItsPromisesThroughACrash() throws Exception {
        var stranger = strangersDatabase();
        var log = data.resolve("first.log");
        var first = start(log, "start", "--source", "zoo=" + stranger);
        awaitReady(first, log);
        assertThat(Files.readString(log)).contains("zoo (postgresql://").contains("role_can_write");
        assertSecretsArePrivate();
        assertThat(get("/v1/sources").path("items").get(0).path("name").asString())
                .isEqualTo("zoo");

        var answered =
                finished(submit("/v1/analyses", "{\"question\":\"total weight by enclosure\"}"));
        assertThat(answered.path("state").asString()).isEqualTo("succeeded");
        var exported =
                finished(
                        submit(
                                "/v1/exports",
                                "{\"sql\":\"SELECT * FROM \\\"Odd Schema\\\".\\\"Animals\\\"\"}"));
        assertThat(exported.path("state").asString()).isEqualTo("succeeded");
        var jobId = exported.path("id").asString();
        assertThat(get("/v1/jobs/" + jobId + "/files").path("row_count").asLong()).isEqualTo(1000);

        var second = start(data.resolve("second.log"), "start");
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(Files.readString(data.resolve("second.log")))
                .contains(String.valueOf(first.pid()));

        first.destroyForcibly().waitFor();
        var again = start(log, "start");
        awaitReady(again, log);
        assertThat(get("/v1/jobs/" + jobId).path("state").asString()).isEqualTo("succeeded");
        var link = get("/v1/jobs/" + jobId + "/files").path("parts").get(0).path("url").asString();
        var file =
                http.send(
                        HttpRequest.newBuilder(URI.create(link)).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(file.body().lines()).hasSize(1001);

        var postgres =
                Files.readAllLines(data.resolve("data/postgresql/data/postmaster.pid")).getFirst();
        again.destroy();
        assertThat(again.waitFor(20, TimeUnit.SECONDS)).isTrue();
        await().atMost(PATIENCE).until(() -> ProcessHandle.of(Long.parseLong(postgres)).isEmpty());
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(port, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            var log = data.resolve("taken.log");
            var refused = start(log, "start");
            assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(refused.exitValue()).isEqualTo(1);
            assertThat(Files.readString(log))
                    .contains(String.valueOf(taken.getLocalPort()))
                    .contains("--port");
        }
    }

    @Test
    void saysInTheDatabasesWordsWhyASourceCannotBeUsed() throws Exception {
        var database = TestServers.postgres().createDatabase();
        var log = data.resolve("wrong.log");
        var refused =
                start(
                        log,
                        "start",
                        "--source",
                        database.url().replace("://", "://nobody:wrong-secret@"));
        assertThat(refused.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(Files.readString(log))
                .contains("nobody")
                .doesNotContain("wrong-secret")
                .doesNotContain("Exception");
    }

    private static String strangersDatabase() throws Exception {
        var database = TestServers.postgres().createDatabase();
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA \"Odd Schema\"");
            statement.execute(
                    """
                    CREATE TABLE "Odd Schema"."Animals" (
                        "Animal Id" int PRIMARY KEY, "Enclosure" text NOT NULL, "Weight" numeric(8, 2))\
                    """);
            statement.execute(
                    """
                    INSERT INTO "Odd Schema"."Animals"
                    SELECT i, 'Enclosure ' || i % 5, i * 0.25 FROM generate_series(1, 1000) AS i\
                    """);
            statement.execute("ANALYZE \"Odd Schema\".\"Animals\"");
        }
        return database.url()
                .replace("://", "://" + database.username() + ":" + database.password() + "@");
    }

    private void assertSecretsArePrivate() throws IOException {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("data"))))
                .isEqualTo("rwx------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("data/api-key"))))
                .isEqualTo("rw-------");
    }

    private Process start(Path log, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.sluice.standalone.Sluice"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
        builder.environment().put("SLUICE_DATA_DIR", data.resolve("data").toString());
        builder.environment().put("SLUICE_PORT", String.valueOf(port));
        builder.environment().put("SLUICE_S3_PORT", String.valueOf(RunningServer.freePort()));
        var process = builder.start();
        started.add(process);
        return process;
    }

    private static void awaitReady(Process process, Path log) {
        await().atMost(PATIENCE)
                .until(() -> {
                    assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
                    return Files.readString(log).contains("Ready ");
                });
    }

    private String submit(String route, String body) throws Exception {
        var request =
                request(route)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Json.mapper().readTree(answer.body()).path("id").asString();
    }

    private JsonNode finished(String jobId) {
        return await().atMost(PATIENCE)
                .until(
                        () -> get("/v1/jobs/" + jobId),
                        job ->
                                !List.of("queued", "running")
                                        .contains(job.path("state").asString()));
    }

    private JsonNode get(String route) throws Exception {
        var answer = http.send(request(route).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    private HttpRequest.Builder request(String route) throws IOException {
        var key = Files.readString(data.resolve("data/api-key")).strip();
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + route))
                .header("Authorization", "Bearer " + key);
    }
}
