package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayApplicationIT {
    @Test
    void runsByItselfWithProbesBesideTheApiAndMakesAFirstKey(@TempDir Path data) throws Exception {
        var properties = new HashMap<>(Gateway.properties(TestServers.postgres().createDatabase()));
        properties.remove("sluice.bootstrap-key");
        properties.put("sluice.data-dir", data);
        properties.put("sluice.management-port", 0);
        var arguments =
                properties.entrySet().stream()
                        .map(e -> "--" + e.getKey() + "=" + e.getValue())
                        .toArray(String[]::new);

        try (var context = GatewayApplication.start(arguments);
                var http = HttpClient.newHttpClient()) {
            var environment = context.getEnvironment();
            var management = environment.getRequiredProperty("local.management.port", int.class);
            var api = environment.getRequiredProperty("local.server.port", int.class);
            assertThat(get(http, management, "/actuator/health/liveness").statusCode())
                    .isEqualTo(200);
            assertThat(get(http, management, "/actuator/health/readiness").statusCode())
                    .isEqualTo(200);
            assertThat(get(http, management, "/actuator/prometheus").body())
                    .contains("jvm_memory_used_bytes");
            assertThat(get(http, api, "/actuator/health").statusCode()).isEqualTo(404);

            var file = data.resolve("api-key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            var key = Files.readString(file).strip();
            assertThat(new Client(api, key).get("/v1/jobs").status()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> get(HttpClient http, int port, String path)
            throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
