package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SlowReadersIT extends GatewayTestCase {
    private static final int MOST_BYTES = 64 << 10;

    @Test
    void halfOfTwoHundredReadersAreStuck() throws Exception {
        holds(200, 100, "3s");
    }

    @Test
    @Tag("long")
    void twoHundredOfTwoThousandReadersAreStuck() throws Exception {
        holds(2_000, 200, "25s");
    }

    private static void holds(int streams, int stuck, String silence) throws Exception {
        var key = GATEWAY.key("crowd" + streams, "jobs:read", "jobs:write", "sources:admin");
        var settings =
                Map.<String, Object>of(
                        "sluice.watch.tenant-streams", streams, "sluice.watch.silence", silence);
        try (var gateway = GATEWAY.another(settings)) {
            gateway.client(key).post("/v1/sources", source("shop"));
            var outcome = new StreamLoad(gateway, key, streams, stuck).run();
            assertThat(outcome.ofStuck()).isLessThanOrEqualTo(MOST_BYTES);
            // once the last event has gone out, which is not at once for so many
            assertThat(outcome.closed()).isLessThan(outcome.delivered().plusSeconds(30));
        }
    }
}
