package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.TestServers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutageIT {
    private static final Duration QUICKLY = Duration.ofSeconds(6);

    @Test
    void answersQuicklyWhileTheJobDatabaseIsAwayAndRecovers() throws Exception {
        var server = TestServers.postgres();
        var database = server.createDatabase();
        try (var proxy = new TcpProxy(server.host(), server.port());
                var gateway =
                        Gateway.start(
                                Map.of(
                                        "sluice.database.url",
                                        "jdbc:postgresql://127.0.0.1:%d/%s"
                                                .formatted(proxy.port(), database.name())))) {
            var client = gateway.client();
            assertThat(client.get("/v1/jobs").status()).isEqualTo(200);
            assertThat(client.get("/v1/health").status()).isEqualTo(200);

            proxy.cut();
            for (var path : new String[] {"/v1/jobs", "/v1/jobs/job_1", "/v1/sources"}) {
                refusedQuickly(() -> client.get(path));
            }
            refusedQuickly(() -> client.post("/v1/analyses", "{\"question\": \"q\"}"));
            await().atMost(QUICKLY).until(() -> client.get("/v1/health").status() == 503);
            assertThat(client.get("/v1/health").text("status")).isEqualTo("unhealthy");

            proxy.mend();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> client.get("/v1/jobs").status() == 200);
            await().atMost(QUICKLY).until(() -> client.get("/v1/health").status() == 200);
        }
    }

    private static void refusedQuickly(java.util.function.Supplier<Client.Answer> request) {
        var began = System.nanoTime();
        var answer = request.get();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(QUICKLY);
    }
}
