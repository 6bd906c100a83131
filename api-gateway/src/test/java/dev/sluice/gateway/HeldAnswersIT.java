package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What waits for a job is a table of answers, and no threads.
class HeldAnswersIT extends GatewayTestCase {
    private static final Logger LOG = LoggerFactory.getLogger(HeldAnswersIT.class);
    private static final Duration SOON = Duration.ofSeconds(20);

    static int held(Gateway gateway) {
        return (int) gateway.bean(MeterRegistry.class).get("sluice.held.answers").gauge().value();
    }

    @Test
    void clientsThatGoAwayGiveTheirPlaceBack() throws Exception {
        var id = JobsIT.submit("asked for by one who leaves");
        try (var gateway = GATEWAY.another()) {
            var socket = ask(gateway, id);
            await().atMost(SOON).until(() -> held(gateway) == 1);
            socket.close();
            await().atMost(SOON).until(() -> held(gateway) == 0);

            var submitting = new Socket("127.0.0.1", gateway.port());
            send(submitting, "POST /v1/analyses", "{\"question\": \"left behind\"}");
            await().atMost(SOON).until(() -> held(gateway) == 1);
            submitting.close();
            await().atMost(SOON).until(() -> held(gateway) == 0);
        }
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);
    }

    @Test
    void aConnectionServesTheNextRequestAfterAHeldAnswer() throws Exception {
        var id = JobsIT.submit("then another");
        try (var gateway = GATEWAY.another();
                var socket = ask(gateway, id)) {
            await().atMost(SOON).until(() -> held(gateway) == 1);
            // sent ahead, while the first answer is pending: it must not be lost
            var next = "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(next.getBytes(StandardCharsets.US_ASCII));
            await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> held(gateway) == 1);
            CLIENT.post("/v1/jobs/" + id + "/cancel", null);

            var answers =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers).containsSubsequence("HTTP/1.1 200", "cancelled", "HTTP/1.1 200");
            assertThat(answers).contains("components");
        }
    }

    @Test
    void whoFindsNoPlaceIsAnsweredAtOnce() throws Exception {
        var id = JobsIT.submit("wanted by too many");
        try (var gateway = GATEWAY.another(Map.of("sluice.watch.waits", 1));
                var socket = ask(gateway, id)) {
            await().atMost(SOON).until(() -> held(gateway) == 1);

            var answer = gateway.client().get("/v1/jobs/" + id, "Prefer", "wait=30");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("state")).isEqualTo("queued");
            assertThat(answer.header("Preference-Applied")).isEmpty();
            assertThat(socket.isConnected()).isTrue();
        }
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);
    }

    @Test
    void everybodyIsAnsweredWhenTheProcessIsAskedToStop() {
        var id = JobsIT.submit("outlives its gateway");
        var gateway = GATEWAY.another();
        var client = gateway.client();
        var answers = new ArrayList<CompletableFuture<Client.Answer>>();
        for (int i = 0; i < 20; i++) {
            answers.add(
                    CompletableFuture.supplyAsync(
                            () -> client.get("/v1/jobs/" + id, "Prefer", "wait=30"),
                            task -> Thread.startVirtualThread(task)));
        }
        await().atMost(SOON).until(() -> held(gateway) == 20);

        gateway.close();

        for (var answer : answers) {
            assertThat(answer).succeedsWithin(SOON);
            assertThat(answer.join().text("state")).isEqualTo("queued");
            assertThat(answer.join().header("Preference-Applied")).isEmpty();
        }
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);
    }

    @Test
    void refusesMoreStreamsThanATenantMayHave() {
        var id = JobsIT.submit("streamed too often");
        try (var gateway = GATEWAY.another(Map.of("sluice.watch.tenant-streams", 1))) {
            var client = gateway.client();
            try (var stream = client.stream("/v1/jobs/" + id + "/events")) {
                assertThat(stream.events().next()).isNotNull();
                var refused = client.get("/v1/events");
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.code()).isEqualTo("rate_limited");
                assertThat(refused.header("Retry-After")).isEqualTo("15");
            }
            // a client that leaves is noticed without writing to it
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        try (var stream = client.stream("/v1/events")) {
                            return stream.status() == 200;
                        }
                    });
        }
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);
    }

    @Test
    @Tag("long")
    void twoThousandWait() throws Exception {
        var id = JobsIT.submit("watched by two thousand");
        var waiters = 2_000;
        try (var gateway = GATEWAY.another(Map.of("sluice.watch.tenant-waits", waiters))) {
            var sockets = new ArrayList<Socket>();
            var before = heap();
            for (int i = 0; i < waiters; i++) {
                sockets.add(ask(gateway, id));
            }
            // on a busy machine the first have been answered before the last have asked
            var last = new AtomicInteger(-1);
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> last.getAndSet(held(gateway)) == held(gateway));
            var held = held(gateway);
            assertThat(held).isGreaterThan(waiters / 2);
            LOG.info("{} answers held, {} bytes of heap each", held, (heap() - before) / held);
            var slowest = Duration.ZERO;
            for (int i = 0; i < 200; i++) {
                var began = System.nanoTime();
                var job = gateway.client().post("/v1/analyses", "{\"question\": \"meanwhile\"}");
                assertThat(job.status()).isEqualTo(202);
                var poll = gateway.client().get("/v1/jobs/" + job.text("id"));
                assertThat(poll.status()).isEqualTo(200);
                var took = Duration.ofNanos(System.nanoTime() - began);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
            LOG.info("The slowest of 200 submits with a poll beside them took {}", slowest);
            CLIENT.post("/v1/jobs/" + id + "/cancel", null);
            await().atMost(Duration.ofMinutes(1)).until(() -> held(gateway) == 0);
            answered(sockets);
        }
    }

    private static void answered(List<Socket> sockets) throws IOException {
        for (var socket : sockets) {
            try (socket) {
                var start =
                        new String(
                                socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
                assertThat(start).isEqualTo("HTTP/1.1 200");
            }
        }
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Socket ask(Gateway gateway, String id) throws IOException {
        var socket = new Socket("127.0.0.1", gateway.port());
        send(socket, "GET /v1/jobs/" + id, "");
        return socket;
    }

    private static void send(Socket socket, String what, String body) throws IOException {
        var length =
                body.isEmpty()
                        ? ""
                        : "Content-Type: application/json\r\nContent-Length: "
                                + body.length()
                                + "\r\n";
        var request =
                what
                        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + Gateway.KEY
                        + "\r\nPrefer: wait=30\r\n"
                        + length
                        + "\r\n"
                        + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    }
}
