package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.api.Test;

/// A stream begins when its request has ended, which on a busy machine may take its time.
class LateTakeoverIT extends GatewayTestCase {
    private static final Duration SOON = Duration.ofSeconds(40);

    /// More than may work at a moment.
    private static final int LATE = 8;

    @Test
    void requestsThatEndLateHoldUpNobodyAndStreamAllTheSame() {
        var job = JobsIT.submit("watched by some who come late");
        var path = "/v1/jobs/" + job + "/events";
        var held = new Held();
        try (var gateway = GATEWAY.another()) {
            gateway.add(held);
            var late =
                    IntStream.range(0, LATE)
                            .mapToObj(i ->
                                    CompletableFuture.supplyAsync(
                                            () -> first(gateway, path, "X-Late", "yes"),
                                            task -> Thread.startVirtualThread(task)))
                            .toList();
            await().atMost(SOON).until(() -> held.count.get() == LATE);

            assertThat(first(gateway, path)).isEqualTo("1");
            assertThat(late).noneMatch(CompletableFuture::isDone);

            held.over.countDown();
            assertThat(late).allSatisfy(one -> assertThat(one).succeedsWithin(SOON).isEqualTo("1"));
        } finally {
            held.over.countDown();
            CLIENT.post("/v1/jobs/" + job + "/cancel", null);
        }
    }

    private static String first(Gateway gateway, String path, String... headers) {
        try (var stream = gateway.client().stream(path, headers)) {
            var event = stream.events().next();
            return event == null ? "the end" : event.id();
        }
    }

    /// Holds requests with `X-Late` once they are answered.
    private static final class Held extends ValveBase {
        private final CountDownLatch over = new CountDownLatch(1);
        private final AtomicInteger count = new AtomicInteger();

        Held() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response)
                throws IOException, ServletException {
            getNext().invoke(request, response);
            if (request.getHeader("X-Late") != null) {
                count.incrementAndGet();
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
