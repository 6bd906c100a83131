package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Submits and reads jobs without a pause, and notes what went wrong and how long it took.
final class HonestClients {
    private static final int CLIENTS = 2;
    private static final long PAUSE_NANOS = 20_000_000;

    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> nanoseconds = Collections.synchronizedList(new ArrayList<>());
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
        nanoseconds.add(System.nanoTime() - began);
        if (answer.status() != expected) {
            failures.add(answer.status() + " " + answer.body());
        }
        return answer;
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
        var sorted = nanoseconds.stream().sorted().toList();
        System.out.printf(
                "%d honest requests beside the others: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                sorted.size(),
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 99 / 100) / 1e6,
                sorted.getLast() / 1e6);
        assertThat(failures).isEmpty();
    }
}
