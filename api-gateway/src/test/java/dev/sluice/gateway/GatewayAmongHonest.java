package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.TestServers;
import java.time.Duration;
import java.util.Map;

/// A gateway with a small heap that serves honest clients while a test does its worst. Closing it says
/// whether they noticed anything, and whether something of it stayed in memory.
final class GatewayAmongHonest implements AutoCloseable {
    /// Of the gateway, for the headers of a request and then for its body.
    static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final long SLACK_BYTES = 24 << 20;

    private final GatewayProcess gateway;
    private final RawHttp raw;
    private final HonestClients honest;
    private final long liveBytesBefore;

    private GatewayAmongHonest(GatewayProcess gateway) {
        this.gateway = gateway;
        raw = new RawHttp(gateway.port());
        honest = HonestClients.start(gateway);
        liveBytesBefore = gateway.liveBytes();
    }

    static GatewayAmongHonest start() {
        return new GatewayAmongHonest(
                GatewayProcess.start(
                                TestServers.postgres().createDatabase(),
                                Map.of("sluice.request-patience", PATIENCE.toSeconds() + "s"))
                        .awaitHealthy());
    }

    RawHttp raw() {
        return raw;
    }

    HonestClients honest() {
        return honest;
    }

    /// A key of a tenant that is made for it.
    String keyOfAnotherTenant() {
        var operator = gateway.client();
        var tenant =
                operator.post("/v1/tenants", "{\"name\": \"" + TenantsIT.name() + "\"}").text("id");
        var made =
                operator.post(
                        "/v1/keys",
                        """
                        {"tenant": "%s", "name": "another", "scopes": ["jobs:write"]}
                        """
                                .formatted(tenant));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.text("key");
    }

    @Override
    public void close() {
        try (gateway) {
            honest.assertAllServed();
            await("a heap as before")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(gateway.liveBytes())
                                    .isLessThan(liveBytesBefore + SLACK_BYTES));
            assertThat(gateway.log()).doesNotContain("Unexpected failure", "OutOfMemoryError");
        }
    }
}
