package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.job.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Gateways and workers that are stopped and started in turn while clients submit: whoever tries again
/// gets through, and a job that was given back costs one more attempt and no failure.
@Timeout(240)
class RollingRestartIT extends GatewayTestCase {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void nobodyIsRefusedAndNothingIsLost() throws Exception {
        try (var steady = Gateway.start(Map.of());
                var first = GatewayProcess.start(steady.jobDatabase(), Map.of())) {
            var tenantSource = steady.client().post("/v1/sources", source("shop"));
            assertThat(tenantSource.status()).isEqualTo(201);
            first.awaitHealthy();
            var clients = new RetryingClients(first.client(), steady.client());
            var worker = steady.worker(RollingRestartIT::work);
            try {
                clients.start();
                await().atMost(PATIENCE).until(() -> clients.accepted() > 20);
                first.stop();
                var second = steady.worker(RollingRestartIT::work);
                worker.close();
                worker = second;
                var before = clients.accepted();
                await().atMost(PATIENCE).until(() -> clients.accepted() > before + 20);
                clients.stop();

                assertThat(clients.failed()).isZero();
                await("every job to end")
                        .atMost(PATIENCE)
                        .until(() -> number(steady, "state = 'SUCCEEDED'") == clients.accepted());
                assertThat(number(steady, "true")).isEqualTo(clients.accepted());
                assertThat(number(steady, "attempt > 2 OR failures > 0")).isZero();
            } finally {
                worker.close();
            }
        }
    }

    private static void work(RunningJob job) throws Exception {
        job.stage(Stage.EXECUTING);
        var stopped = new CountDownLatch(1);
        try (var _ = job.onRequest(stopped::countDown)) {
            stopped.await(200, TimeUnit.MILLISECONDS);
        }
        job.checkWanted();
        job.succeed(answer("done"));
    }

    private static int number(Gateway gateway, String condition) throws Exception {
        try (var connection = gateway.database();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM job WHERE " + condition)) {
            row.next();
            return row.getInt(1);
        }
    }

    /// Each sends a request with a key to one gateway, and where that does not work to the other.
    private static final class RetryingClients {
        private static final int TRIES = 5;

        private final Client[] gateways;
        private final Map<String, Thread> threads = new ConcurrentHashMap<>();
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private volatile boolean running = true;

        RetryingClients(Client... gateways) {
            this.gateways = gateways;
        }

        void start() {
            for (int i = 0; i < 3; i++) {
                var name = "client-" + i;
                threads.put(name, Thread.startVirtualThread(() -> run(name)));
            }
        }

        private void run(String name) {
            for (int i = 0; running; i++) {
                var key = name + "-" + i;
                if (submitted(key)) {
                    accepted.incrementAndGet();
                } else {
                    failed.incrementAndGet();
                }
            }
        }

        private boolean submitted(String key) {
            for (int i = 0; i < TRIES; i++) {
                try {
                    var answer =
                            gateways[i % gateways.length].post(
                                    "/v1/analyses",
                                    "{\"question\": \"rolling\"}",
                                    "Idempotency-Key",
                                    key);
                    if (answer.status() == 202) {
                        return true;
                    }
                } catch (AssertionError gone) {
                    // its connection was refused or closed: the other gateway has the next try
                    continue;
                }
            }
            return false;
        }

        int accepted() {
            return accepted.get();
        }

        int failed() {
            return failed.get();
        }

        void stop() throws InterruptedException {
            running = false;
            for (var thread : threads.values()) {
                thread.join();
            }
        }
    }
}
