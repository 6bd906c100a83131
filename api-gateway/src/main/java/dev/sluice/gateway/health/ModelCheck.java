package dev.sluice.gateway.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks the model's server for its list of models: any answer but a refusal or a failure will do, since
/// not every server has that list.
final class ModelCheck implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int FIRST_SERVER_ERROR = 500;

    private final ModelSettings settings;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    ModelCheck(ModelSettings settings) {
        this.settings = settings;
    }

    Component check() throws InterruptedException {
        var base = settings.baseUrl();
        if (base == null || base.isBlank()) {
            return Component.disabled("no model is configured; the rules answer");
        }
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(base.replaceAll("/+$", "") + "/models"))
                            .timeout(PATIENCE);
            if (settings.apiKey() != null) {
                request.header("Authorization", "Bearer " + settings.apiKey());
            }
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
            return judge(answer.statusCode());
        } catch (IOException | IllegalArgumentException e) {
            return Component.degraded("the model does not answer; the rules do");
        }
    }

    private static Component judge(int status) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return Component.degraded("the model refuses our key; the rules answer");
        }
        return status >= FIRST_SERVER_ERROR
                ? Component.degraded("the model answers with status " + status)
                : Component.HEALTHY;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
