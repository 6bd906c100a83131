package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.Figures;
import dev.sluice.fixtures.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Submits and reads jobs without a pause, and notes what went wrong and how long it took.
final class HonestClients {
    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final int CLIENTS = 2;
    private static final long PAUSE_NANOS = 20_000_000;

    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final Latencies latencies = new Latencies();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    private HonestClients() {}

    static HonestClients start(GatewayProcess gateway) {
        var honest = new HonestClients();
        var client = gateway.client();
        var source = GatewayTestCase.source("shop");
        assertThat(client.post("/v1/sources", source).status()).isEqualTo(201);
        for (int i = 0; i < CLIENTS; i++) {
            honest.threads.add(Thread.startVirtualThread(() -> honest.run(client)));
        }
        return honest;
    }

    private void run(Client client) {
        while (running) {
            try {
                var submitted =
                        timed(
                                202,
                                () ->
                                        client.post(
                                                "/v1/analyses",
                                                "{\"question\": \"an honest one\"}"));
                var id = submitted.text("id");
                timed(200, () -> client.get("/v1/jobs/" + id));
                timed(202, () -> client.post("/v1/jobs/" + id + "/cancel", null));
            } catch (RuntimeException | AssertionError e) {
                failures.add(String.valueOf(e));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Client.Answer timed(int expected, Supplier<Client.Answer> request) {
        var began = System.nanoTime();
        var answer = request.get();
        latencies.add(System.nanoTime() - began);
        if (answer.status() != expected) {
            failures.add(answer.status() + " " + answer.body());
        }
        return answer;
    }

    void awaitMore(int requests) {
        var before = latencies.count();
        await().atMost(PATIENCE).until(() -> latencies.count() > before + requests);
    }

    /// Since they started, or since these were last cleared.
    Latencies latencies() {
        return latencies;
    }

    /// Ends them, and says how long they waited.
    void assertAllServed() {
        running = false;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Figures.of("honest requests beside bad ones")
                .count("requests", latencies.count())
                .count("failures", failures.size())
                .millis("p50", latencies.percentile(50))
                .millis("p99", latencies.percentile(99))
                .millis("slowest", latencies.percentile(100))
                .print();
        assertThat(failures).isEmpty();
    }
}
