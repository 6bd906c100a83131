package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.KafkaBroker;
import dev.sluice.embedded.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class BrokerAwayIT extends GatewayTestCase {
    /// By nudges an event is there at once; the polls bring it within a second or two.
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void streamsAndHeldAnswersLiveWithoutTheBroker(
            @TempDir(cleanup = CleanupMode.NEVER) Path directory) throws Exception {
        var broker =
                KafkaBroker.start(
                        new KafkaBroker.Settings(
                                directory.resolve("kafka"), Ports.free(), Ports.free()));
        try (var gateway = Gateway.start(Map.of("sluice.kafka.bootstrap", broker.bootstrap()))) {
            var client = gateway.client();
            assertThat(client.post("/v1/sources", source("shop")).status()).isEqualTo(201);
            broker.close();

            var job = client.post("/v1/analyses", "{\"question\": \"no broker\"}").text("id");
            try (var stream = client.stream("/v1/jobs/" + job + "/events");
                    var all = client.stream("/v1/events")) {
                var held =
                        CompletableFuture.supplyAsync(
                                () -> client.get("/v1/jobs/" + job, "Prefer", "wait=30"));
                assertThat(String.valueOf(stream.events().next())).contains("queued");
                await().atMost(SOON).until(() -> HeldAnswersIT.held(gateway) == 1);

                client.post("/v1/jobs/" + job + "/cancel", null);

                assertThat(stream.events().untilEnd().getLast().type()).isEqualTo("done");
                assertThat(String.valueOf(all.events().next())).contains(job);
                assertThat(held).succeedsWithin(SOON);
                assertThat(held.join().text("state")).isEqualTo("cancelled");
            }
        }
    }
}
