package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.Figures;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// A thousand slow clients of one tenant, while another tenant's large bodies are read and judged as ever.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class SlowClientsIT {
    private final GatewayAmongHonest gateway = GatewayAmongHonest.start();
    private final BadRequests bad = new BadRequests(gateway.raw(), Gateway.KEY);
    private final BadBodies bodies = new BadBodies(bad);
    private final String another = gateway.keyOfAnotherTenant();

    @AfterAll
    void honestClientsNoticedNothingAndTheHeapIsFlat() {
        gateway.close();
    }

    @Test
    void aThousandSlowClients() {
        try (var slow = new SlowClients(gateway.raw(), another)) {
            slow.fillUpTo(1_000);
            bad.body("a long text", "{\"question\": \"" + "x".repeat(900_000) + "\"}").is(422);
            await("the gateway to lose patience")
                    .atMost(GatewayAmongHonest.PATIENCE.multipliedBy(6))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> slow.trickle() == 0);
        }
    }

    /// For a minute, with others for those that were closed; bad bodies come again and again.
    @Test
    @Tag("long")
    void aThousandSlowClientsForAMinute() {
        var length = Duration.ofSeconds(60);
        var honest = gateway.honest();
        honest.awaitMore(3_000); // compilers are warm
        honest.latencies().clear();
        honest.awaitMore(3_000);
        var quiet = honest.latencies().percentile(99);
        try (var slow = new SlowClients(gateway.raw(), another)) {
            slow.fillUpTo(1_000);
            honest.latencies().clear();
            int rounds = 0;
            for (var until = System.nanoTime() + length.toNanos(); System.nanoTime() < until; ) {
                slow.trickle();
                slow.fillUpTo(1_000);
                bodies.sendDeepLongAndBroken();
                bodies.sendLarge();
                rounds++;
            }
            var beside = honest.latencies();
            Figures.of("1,000 slow connections and bad requests for 60 s")
                    .count("slow connections opened", slow.opened())
                    .count("closed by the gateway", slow.closed())
                    .count("rounds of bad bodies", rounds)
                    .count("honest requests", beside.count())
                    .millis("their p50", beside.percentile(50))
                    .millis("p99 without", quiet)
                    .millis("p99 beside", beside.percentile(99))
                    .factor("growth", (double) beside.percentile(99).toNanos() / quiet.toNanos())
                    .print();
            // what a busy machine adds is no failure
            assertThat(beside.percentile(99)).isLessThan(quiet.multipliedBy(2).plusSeconds(1));
        }
    }
}
