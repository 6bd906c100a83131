package dev.sluice.benchmarks.server;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.tables.BenchDatabase;
import dev.sluice.model.Json;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.standalone.cli.client.JobFollower;
import dev.sluice.standalone.cli.client.JobListener;
import dev.sluice.standalone.cli.client.ServerAddress;
import dev.sluice.standalone.cli.client.SluiceClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/// A running Sluice, through its public API.
public final class SluiceApi implements AutoCloseable {
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    /// Longer than a job may wait for its turn here.
    private static final Duration QUEUED = Duration.ofMinutes(2);

    /// Slower than any export that is worth a measurement: 50,000 rows a second.
    private static final long NANOS_PER_ROW = 20_000;

    private final ServerAddress server;
    private final SluiceClient client;
    private final HttpClient http = HttpClient.newHttpClient();

    SluiceApi(ServerAddress server) {
        this.server = server;
        this.client = new SluiceClient(server);
    }

    /// Registers the tables' database anew: its port may be another one than last time.
    void register(BenchDatabase database) {
        send("DELETE", "/v1/sources/" + BenchDatabase.NAME, "", Set.of(NO_CONTENT, NOT_FOUND));
        var source =
                Map.of(
                        "name",
                        BenchDatabase.NAME,
                        "kind",
                        "postgresql",
                        "url",
                        database.url(),
                        "username",
                        BenchDatabase.READER,
                        "password",
                        database.password());
        send("POST", "/v1/sources", Json.write(source), Set.of(CREATED));
    }

    public SluiceClient client() {
        return client;
    }

    public ServerAddress server() {
        return server;
    }

    /// Another tenant, with the database registered for it. Needs an operator's key.
    public SluiceApi tenant(String name, BenchDatabase database) {
        var tenant = created("/v1/tenants", Map.of("name", name));
        var key =
                created(
                        "/v1/keys",
                        Map.of(
                                "tenant",
                                tenant.path("id").asString(),
                                "name",
                                "benchmark",
                                "scopes",
                                List.of("jobs:read", "jobs:write", "sources:admin")));
        var other = new SluiceApi(new ServerAddress(server.base(), key.path("key").asString()));
        other.register(database);
        return other;
    }

    private JsonNode created(String path, Map<String, ?> body) {
        try (var connection = new HttpConnection(server)) {
            var answer = connection.post(path, Json.write(body)).expect(CREATED);
            return Json.read(answer.body(), JsonNode.class);
        }
    }

    /// Submits an export of a query.
    public Job export(String query, String format, String compression) {
        return client.export(
                Map.of(
                        "sql", query,
                        "source", BenchDatabase.NAME,
                        "format", format,
                        "compression", compression));
    }

    /// The job at its end.
    ///
    /// @throws BenchmarkFailure where it did not succeed in its first attempt, or not in time
    public Job finished(Job submitted, long rows, JobListener listener) {
        var following =
                new FutureTask<>(() -> new JobFollower(client).follow(submitted.id(), listener));
        var thread = Thread.ofVirtual().start(following);
        try {
            var job = following.get(patience(rows).toMillis(), TimeUnit.MILLISECONDS);
            if (job.state() != JobState.SUCCEEDED || job.attempt() != 1) {
                throw new BenchmarkFailure(
                        "The export ended as %s in attempt %d: %s"
                                .formatted(job.state(), job.attempt(), job.error()));
            }
            return job;
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new BenchmarkFailure(
                    "The export has not ended after %d s.".formatted(patience(rows).toSeconds()),
                    e);
        } catch (ExecutionException e) {
            throw new BenchmarkFailure("The export was lost: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted.", e);
        }
    }

    private static Duration patience(long rows) {
        return QUEUED.plusNanos(rows * NANOS_PER_ROW);
    }

    /// With its files, so that the disk holds one or two at a time.
    public void delete(Job job) {
        send("DELETE", "/v1/jobs/" + job.id(), "", Set.of(NO_CONTENT));
    }

    @Override
    public void close() {
        client.close();
        http.shutdownNow();
        http.close();
    }

    private void send(String method, String path, String body, Set<Integer> expected) {
        try {
            var answer = exchange(method, path, body);
            if (!expected.contains(answer.statusCode())) {
                throw new BenchmarkFailure(
                        "%s %s was answered with %d: %s"
                                .formatted(method, path, answer.statusCode(), answer.body()));
            }
        } catch (IOException e) {
            throw new BenchmarkFailure(
                    "%s %s was not answered: %s".formatted(method, path, e.getMessage()), e);
        }
    }

    private HttpResponse<String> exchange(String method, String path, String body)
            throws IOException {
        var request =
                HttpRequest.newBuilder(URI.create(server.base() + path))
                        .header("Authorization", "Bearer " + server.key())
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted.", e);
        }
    }
}
