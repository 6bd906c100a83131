package dev.sluice.agent.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.model.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/// A server that speaks the OpenAI chat completions protocol and says what a test tells it to.
public final class ScriptedModel implements AutoCloseable {
    public static final String KEY = "sk-test-0123456789abcdef";
    public static final int INPUT_TOKENS = 100;
    public static final int OUTPUT_TOKENS = 20;

    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private ScriptedModel(HttpServer server) {
        this.server = server;
    }

    public static ScriptedModel start() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var model = new ScriptedModel(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", model::handle);
        server.start();
        return model;
    }

    public ModelProperties properties() {
        return properties(Duration.ofSeconds(10));
    }

    public ModelProperties properties(Duration timeout) {
        return new ModelProperties(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
                KEY,
                "scripted",
                timeout,
                null);
    }

    /// The next reply holds this text as the model's message. The last one told is repeated.
    public ScriptedModel says(String content) {
        return then(exchange -> send(exchange, 200, completion(content)));
    }

    /// The reply that the schema asks for.
    public ScriptedModel writes(String sql) {
        return says(
                Json.write(
                        Map.of(
                                "answerable",
                                true,
                                "sql",
                                sql,
                                "reason",
                                "",
                                "explanation",
                                "Counts what was asked for.",
                                "assumptions",
                                List.of("All rows count."),
                                "filters",
                                List.of(),
                                "confidence",
                                0.9)));
    }

    public ScriptedModel failsWith(int status, String body) {
        return then(exchange -> send(exchange, status, body));
    }

    public ScriptedModel answersRaw(String body) {
        return then(exchange -> send(exchange, 200, body));
    }

    /// Accepts the request and never replies.
    public ScriptedModel hangs() {
        return then(exchange -> {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Sends headers and then one byte after the other, for as long as somebody reads.
    public ScriptedModel drips() {
        return then(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                while (!closed.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    out.write(' ');
                    out.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Everything that reached it, as JSON.
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    public List<String> authorizations() {
        return List.copyOf(keys);
    }

    /// The text of the last message of a request.
    public String lastMessage(int request) {
        var messages = requests.get(request).path("messages");
        return messages.get(messages.size() - 1).path("content").asString();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private synchronized ScriptedModel then(Answer answer) {
        answers.add(answer);
        return this;
    }

    private synchronized Answer next() {
        var answer = answers.size() > 1 ? answers.poll() : answers.peek();
        if (answer == null) {
            throw new IllegalStateException("the test told the model nothing to say");
        }
        return answer;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            requests.add(Json.mapper().readTree(exchange.getRequestBody().readAllBytes()));
            next().to(exchange);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String completion(String content) {
        return Json.write(
                Map.of(
                        "id",
                        "chatcmpl-1",
                        "object",
                        "chat.completion",
                        "created",
                        1_700_000_000,
                        "model",
                        "scripted",
                        "choices",
                        List.of(
                                Map.of(
                                        "index",
                                        0,
                                        "message",
                                        Map.of("role", "assistant", "content", content),
                                        "finish_reason",
                                        "stop")),
                        "usage",
                        Map.of(
                                "prompt_tokens", INPUT_TOKENS,
                                "completion_tokens", OUTPUT_TOKENS,
                                "total_tokens", INPUT_TOKENS + OUTPUT_TOKENS)));
    }
}
