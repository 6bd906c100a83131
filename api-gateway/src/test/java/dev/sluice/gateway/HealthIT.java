package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthIT extends GatewayTestCase {
    @Test
    void isHealthyWithoutAModelOnceWorkersAreThere() {
        try (var worker = GATEWAY.worker(job -> job.succeed(answer("never asked")))) {
            var client = new Client(GATEWAY.port(), null);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> client.get("/v1/health").text("status").equals("healthy"));
            var components = client.get("/v1/health").json().path("components");
            assertThat(components.at("/model/status").asString()).isEqualTo("disabled");
            assertThat(components.at("/kafka/status").asString()).isEqualTo("healthy");
            assertThat(components.at("/object_store/status").asString()).isEqualTo("healthy");
            assertThat(components.at("/workers/status").asString()).isEqualTo("healthy");
        }
    }

    @Test
    void isDegradedWithoutObjectStoreAndModel() {
        try (var lame =
                Gateway.start(
                        Map.of(
                                "sluice.s3.endpoint", "http://127.0.0.1:1",
                                "sluice.model.base-url", "http://127.0.0.1:1/v1",
                                "sluice.model.api-key", "sk-secret"))) {
            var health = new Client(lame.port(), null).get("/v1/health");

            assertThat(health.status()).isEqualTo(200);
            assertThat(health.text("status")).isEqualTo("degraded");
            var components = health.json().path("components");
            assertThat(components.at("/object_store/status").asString()).isNotEqualTo("healthy");
            assertThat(components.at("/model/status").asString()).isEqualTo("degraded");
            assertThat(components.at("/sources/status").asString()).isEqualTo("disabled");
            assertThat(health.body()).doesNotContain("sk-secret");
        }
    }
}
