package dev.sluice.standalone.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.model.Json;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// An HTTP server that answers as a test tells it to, for what a real one does only by accident: broken
/// streams, restarts, unknown fields.
public final class ScriptedServer implements AutoCloseable {
    private final HttpServer http;
    private final Map<String, Answer> answers = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Deque<Answer> streams = new ArrayDeque<>();
    private final List<String> lastEventIds = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    /// Answers one request.
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public ScriptedServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    public URI base() {
        return URI.create("http://localhost:" + http.getAddress().getPort());
    }

    /// Answers `GET path` or `POST path`; the last call for a path wins.
    public void on(String methodAndPath, Answer answer) {
        answers.put(methodAndPath, answer);
    }

    public void on(String methodAndPath, int status, String json) {
        on(methodAndPath, exchange -> send(exchange, status, "application/json", json));
    }

    public void job(String json) {
        jobs(() -> json);
    }

    public void jobs(Supplier<String> json) {
        on("GET /v1/jobs/job_1", exchange -> send(exchange, 200, "application/json", json.get()));
    }

    public void events(String... events) {
        streams.add(exchange ->
                send(exchange, 200, "text/event-stream", ": hello\n\n" + String.join("", events)));
    }

    public void eventsThenBreak(String... events) {
        streams.add(exchange -> {
            var bytes = String.join("", events).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, bytes.length + 1000);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            exchange.close(); // fewer bytes than promised: the connection breaks
        });
    }

    public void noContent() {
        streams.add(exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
    }

    public void refuseEvents(int status, int times) {
        var type = status == 404 ? ProblemType.NOT_FOUND : ProblemType.UNAVAILABLE;
        var problem = Json.write(Problem.of(type, "There is no such job, or no database."));
        for (int i = 0; i < times; i++) {
            streams.add(exchange -> send(exchange, status, "application/problem+json", problem));
        }
    }

    /// What followers sent as `Last-Event-ID`; empty where they sent none.
    public List<String> lastEventIds() {
        return lastEventIds;
    }

    /// Bodies of all POST requests.
    public List<String> bodies() {
        return bodies;
    }

    /// A job with the id `job_1` and a field that this version does not know.
    public static String job(String type, String state) {
        return """
        {"id":"job_1","type":"%s","state":"%s","stage":null,"attempt":1,"failures":0,"priority":"normal",\
        "tenant":"default","question":"total units by month","sql":null,"source":"retail","thread_id":null,\
        "tags":[],"retry_of":null,"requires_export":false,"progress":{"rows":12,"bytes":90,\
        "estimated_rows":20,"fraction":0.6,"eta_seconds":1.5},"waiting_for":null,"cancel_requested":false,\
        "review":null,"input_request":null,"created_at":"2026-01-01T00:00:00.000Z","started_at":null,\
        "finished_at":null,"deadline":null,"expires_at":null,"error":null,"from_a_later_version":{"x":1},\
        "links":{"self":"/v1/jobs/job_1","events":"/v1/jobs/job_1/events","result":null,"files":null,\
        "cancel":null}}\
        """
                .formatted(type, state);
    }

    public static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("POST")) {
            bodies.add(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        }
        if (path.endsWith("/events")) {
            var last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
            lastEventIds.add(last == null ? "" : last);
            var stream = streams.poll();
            if (stream != null) {
                stream.to(exchange);
                return;
            }
        }
        var answer = answers.get(exchange.getRequestMethod() + " " + path);
        if (answer == null) {
            var problem = Problem.of(ProblemType.NOT_FOUND, "There is no such thing: " + path);
            send(exchange, 404, "application/problem+json", Json.write(problem));
        } else {
            answer.to(exchange);
        }
    }
}
