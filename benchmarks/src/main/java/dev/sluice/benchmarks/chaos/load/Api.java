package dev.sluice.benchmarks.chaos.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The public API of several gateways, with one key.
final class Api {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final HttpClient http;
    private final List<URI> gateways;
    private final String key;

    Api(HttpClient http, List<URI> gateways, String key) {
        this.http = http;
        this.gateways = gateways;
        this.key = key;
    }

    /// @param body a missing node where there was none
    record Answer(int status, JsonNode body, HttpResponse<?> whole) {
        boolean good() {
            return status / 100 == 2;
        }

        String code() {
            return body.path("code").asString("");
        }

        String header(String name) {
            return whole.headers().firstValue(name).orElse("");
        }

        /// Worth another try: the request itself was not refused.
        boolean later() {
            return status >= 500 || status == 429 || code().equals("idempotency_in_progress");
        }
    }

    int gateways() {
        return gateways.size();
    }

    Answer get(int gateway, String path) throws IOException {
        return send(gateway, "GET", path, null, Map.of());
    }

    Answer post(int gateway, String path, Object body) throws IOException {
        return send(gateway, "POST", path, body, Map.of());
    }

    /// @param gateway counted from 0; beyond the last, from the first again
    /// @throws IOException when nobody knows whether the request took effect
    Answer send(
            int gateway,
            String method,
            String path,
            @Nullable Object body,
            Map<String, String> headers)
            throws IOException {
        var request = request(gateway, path).timeout(LONGEST_CALL);
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        var answer = exchange(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), parsed(answer.body()), answer);
    }

    /// An event stream; the answer comes with its head, the body as it arrives.
    HttpResponse<InputStream> stream(int gateway, String path, @Nullable String lastEventId)
            throws IOException {
        var request =
                request(gateway, path).timeout(LONGEST_CALL).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return exchange(request.build(), BodyHandlers.ofInputStream());
    }

    /// A signed link, which needs no key.
    HttpResponse<InputStream> download(URI link) throws IOException {
        return exchange(
                HttpRequest.newBuilder(link).timeout(LONGEST_CALL).build(),
                BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(int gateway, String path) {
        var base = gateways.get(Math.floorMod(gateway, gateways.size()));
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + key);
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        try {
            return http.send(request, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static JsonNode parsed(String text) throws IOException {
        if (text.isEmpty()) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IOException("half an answer", e);
        }
    }
}
