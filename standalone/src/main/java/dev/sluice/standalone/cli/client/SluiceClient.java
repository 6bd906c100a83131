package dev.sluice.standalone.cli.client;

import dev.sluice.model.Json;
import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.job.Job;
import dev.sluice.model.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The calls of the public API that the command line needs. Every failure is a [CliFailure] in
/// sentences.
public final class SluiceClient implements AutoCloseable {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private final ServerAddress server;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();

    public SluiceClient(ServerAddress server) {
        this.server = server;
    }

    public ServerAddress server() {
        return server;
    }

    /// Submits a question.
    public Job analyse(Map<String, ?> body) {
        return submit("/v1/analyses", body);
    }

    /// Submits an export.
    public Job export(Map<String, ?> body) {
        return submit("/v1/exports", body);
    }

    /// What an export would be like; nothing is created.
    public JsonNode estimate(Map<String, ?> body) {
        var request =
                request("/v1/exports/estimate")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Json.write(body)))
                        .build();
        return read(send(request), JsonNode.class);
    }

    public Job job(String id) {
        return get("/v1/jobs/" + encode(id), Job.class);
    }

    /// The job once it rests, or as it is after `wait`.
    ///
    /// @param wait at most 30 s
    public Job job(String id, Duration wait) {
        var request =
                request("/v1/jobs/" + encode(id))
                        .header("Prefer", "wait=" + wait.toSeconds())
                        .GET();
        return read(send(request.build()), Job.class);
    }

    public AnalysisResult result(String id) {
        return get("/v1/jobs/" + encode(id) + "/result", AnalysisResult.class);
    }

    /// The manifest with fresh links.
    public ExportFiles files(String id) {
        return get("/v1/jobs/" + encode(id) + "/files", ExportFiles.class);
    }

    /// The same as the server wrote it, for `--json`.
    public JsonNode document(String path) {
        return get(path, JsonNode.class);
    }

    public JsonNode jobs(Map<String, String> query) {
        var parameters =
                query.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return document(parameters.isEmpty() ? "/v1/jobs" : "/v1/jobs?" + parameters);
    }

    public JsonNode cancel(String id) {
        var request = request("/v1/jobs/" + encode(id) + "/cancel").POST(BodyPublishers.noBody());
        return read(send(request.build()), JsonNode.class);
    }

    /// Tries a dead letter again; answers the new job.
    public JsonNode redrive(String id) {
        var request =
                request("/v1/dead-letters/" + encode(id) + "/redrive")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.noBody());
        return read(sendTwice(request.build()), JsonNode.class);
    }

    /// The open event stream of a job.
    ///
    /// @return 200 with the stream, or 204 where there is nothing after `lastEventId`
    HttpResponse<InputStream> events(String id, @Nullable String lastEventId) {
        var request = request("/v1/jobs/" + encode(id) + "/events").GET();
        request.setHeader("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        var response = send(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            throw failure(response.statusCode(), allOf(response.body()));
        }
        return response;
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private Job submit(String path, Map<String, ?> body) {
        var request =
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofString(Json.write(body)))
                        .build();
        return read(sendTwice(request), Job.class);
    }

    /// The idempotency key makes a second try safe when the first answer was lost on the way.
    private HttpResponse<byte[]> sendTwice(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw unreachable(e);
        } catch (IOException e) {
            return send(request);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        return send(request, BodyHandlers.ofByteArray());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw unreachable(e);
        } catch (IOException e) {
            throw new ServerAway(
                    "The connection to " + server + " broke off: " + reason(e) + ".", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private <T> T get(String path, Class<T> type) {
        return read(send(request(path).GET().build()), type);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.base() + path))
                .timeout(ANSWER_TIMEOUT)
                .header("Authorization", "Bearer " + server.key())
                .header("Accept", "application/json");
    }

    private <T> T read(HttpResponse<byte[]> response, Class<T> type) {
        if (response.statusCode() >= 400) {
            throw failure(response.statusCode(), response.body());
        }
        try {
            return Json.mapper().readValue(response.body(), type);
        } catch (JacksonException e) {
            throw new CliFailure(
                    server
                            + " answered with something else than Sluice would; is it a Sluice server?",
                    e);
        }
    }

    private CliFailure failure(int status, byte[] body) {
        var text = problemText(status, body);
        return status == 502 || status == 503 || status == 504
                ? new ServerAway(text, null)
                : new CliFailure(text);
    }

    private String problemText(int status, byte[] body) {
        try {
            var problem = Json.mapper().readValue(body, Problem.class);
            return problem == null || problem.code() == null
                    ? notAProblem(status)
                    : ProblemText.of(problem);
        } catch (JacksonException e) {
            return notAProblem(status); // a proxy's page
        }
    }

    private String notAProblem(int status) {
        return server
                + " answered "
                + status
                + " without saying why; is it a Sluice server, or a proxy in front of one?";
    }

    private ServerAway unreachable(IOException cause) {
        return new ServerAway(
                "No Sluice server answers at " + server + "; start one with ./sluice start.",
                cause);
    }

    private static CliFailure interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new CliFailure("Interrupted.", cause);
    }

    private byte[] allOf(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new ServerAway(
                    "The connection to " + server + " broke off: " + reason(e) + ".", e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
