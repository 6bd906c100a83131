package dev.sluice.objects;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/// A man in the middle of a real store: passes requests on, or does to them what a test says.
final class FlakyStore implements AutoCloseable {
    enum Fate {
        PASS,
        /// answers 503 and passes nothing on
        UNAVAILABLE,
        /// passes it on, and breaks the connection instead of answering
        LOSE_ANSWER,
        /// never answers
        HANG
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final OkHttpClient http = new OkHttpClient();
    private final String target;
    private final Function<String, Fate> fates;

    /// @param fates by `METHOD path?query`
    FlakyStore(String target, Function<String, Fate> fates) throws IOException {
        this.target = target;
        this.fates = fates;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try {
            var uri = exchange.getRequestURI().toString();
            var body = exchange.getRequestBody().readAllBytes();
            switch (fates.apply(exchange.getRequestMethod() + " " + uri)) {
                case PASS -> pass(exchange, uri, body, true);
                case UNAVAILABLE -> {
                    exchange.sendResponseHeaders(503, -1);
                    exchange.close();
                }
                case LOSE_ANSWER -> {
                    pass(exchange, uri, body, false);
                    exchange.close();
                }
                case HANG -> {
                    // the answer never comes; closing the server ends the exchange
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pass(HttpExchange exchange, String uri, byte[] body, boolean answer)
            throws IOException {
        var method = exchange.getRequestMethod();
        var request = new Request.Builder().url(target + uri);
        var hasBody = method.equals("PUT") || method.equals("POST");
        request.method(method, hasBody ? RequestBody.create(body) : null);
        exchange.getRequestHeaders()
                .forEach((name, values) -> {
                    if (!name.equalsIgnoreCase("Content-Length")) {
                        values.forEach(value -> request.addHeader(name, value));
                    }
                });
        try (var response = http.newCall(request.build()).execute()) {
            var content = response.body().bytes();
            if (!answer) {
                return;
            }
            var headers = exchange.getResponseHeaders();
            response.headers()
                    .forEach(header -> {
                        var name = header.getFirst().toLowerCase(Locale.ROOT);
                        if (!name.equals("transfer-encoding")
                                && !(name.equals("content-length") && !method.equals("HEAD"))) {
                            headers.add(header.getFirst(), header.getSecond());
                        }
                    });
            exchange.sendResponseHeaders(
                    response.code(), content.length == 0 ? -1 : content.length);
            if (content.length > 0) {
                exchange.getResponseBody().write(content);
            }
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
