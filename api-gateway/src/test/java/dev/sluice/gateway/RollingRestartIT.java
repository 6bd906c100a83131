package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.Figures;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.job.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
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
            register(steady);
            first.awaitHealthy();
            var clients = new RetryingClients(first.client(), steady.client());
            var worker = steady.worker(RollingRestartIT::work);
            try {
                clients.start();
                await().atMost(PATIENCE).until(() -> clients.accepted() > 20);
                first.stop();
                worker = replaced(worker, steady);
                awaitMore(clients);
                assertNothingIsLost("one gateway and its worker", clients, steady);
            } finally {
                worker.close();
            }
        }
    }

    /// Two gateways as processes and a worker, in turn; clients know the gateways only. The one in this
    /// process is asked nothing: it has the worker's connections.
    @Test
    @Tag("long")
    @Timeout(900)
    void threeRoundsThroughTwoGatewaysAndAWorker() throws Exception {
        try (var steady = Gateway.start(Map.of())) {
            register(steady);
            var gateways = new GatewayProcess[2];
            var worker = steady.worker(RollingRestartIT::work);
            try {
                for (int i = 0; i < gateways.length; i++) {
                    gateways[i] = GatewayProcess.start(steady.jobDatabase(), Map.of());
                }
                var clients =
                        new RetryingClients(
                                gateways[0].awaitHealthy().client(),
                                gateways[1].awaitHealthy().client());
                clients.start();
                for (int round = 0; round < 3; round++) {
                    for (int i = 0; i < gateways.length; i++) {
                        awaitMore(clients);
                        gateways[i].stop();
                        awaitMore(clients);
                        gateways[i] = GatewayProcess.start(steady.jobDatabase(), Map.of());
                        clients.replace(i, gateways[i].awaitHealthy().client());
                    }
                    worker = replaced(worker, steady);
                }
                awaitMore(clients);
                assertNothingIsLost(
                        "three rounds through two gateways and a worker", clients, steady);
            } finally {
                worker.close();
                for (var gateway : gateways) {
                    gateway.close();
                }
            }
        }
    }

    private static void register(Gateway gateway) {
        assertThat(gateway.client().post("/v1/sources", source("shop")).status()).isEqualTo(201);
    }

    private static Gateway.Worker replaced(Gateway.Worker worker, Gateway steady) {
        var next = steady.worker(RollingRestartIT::work);
        worker.close();
        return next;
    }

    private static void awaitMore(RetryingClients clients) {
        var before = clients.accepted();
        await().atMost(PATIENCE).until(() -> clients.accepted() > before + 20);
    }

    private static void assertNothingIsLost(String what, RetryingClients clients, Gateway steady)
            throws Exception {
        clients.stop();
        await("every job to end")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(JobCount.succeeded(steady)).isEqualTo(clients.accepted()));
        Figures.of("rolling restart of " + what)
                .count("accepted", clients.accepted())
                .count("failed after retries", clients.failed())
                .count("tries that failed", clients.triedAgain())
                .count("jobs", JobCount.of(steady, "job"))
                .count("given back and run again", JobCount.of(steady, "job WHERE attempt = 2"))
                .count("more than one attempt more", JobCount.of(steady, "job WHERE attempt > 2"))
                .count("failures", JobCount.of(steady, "job WHERE failures > 0"))
                .print();
        assertThat(clients.failed()).isZero();
        assertThat(JobCount.of(steady, "job")).isEqualTo(clients.accepted());
        // a job is given back once for each worker that is stopped under it
        assertThat(JobCount.of(steady, "job WHERE attempt > 2 OR failures > 0")).isZero();
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

    /// Each sends a request with a key to one gateway, and where that does not work to the other.
    private static final class RetryingClients {
        private static final int TRIES = 5;

        /// Together they ask for less than a worker does, however long the restarts take.
        private static final Duration PAUSE = Duration.ofMillis(250);

        private final AtomicReferenceArray<Client> gateways;
        private final Map<String, Thread> threads = new ConcurrentHashMap<>();
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicInteger triedAgain = new AtomicInteger();
        private volatile boolean running = true;

        RetryingClients(Client... gateways) {
            this.gateways = new AtomicReferenceArray<>(gateways);
        }

        void replace(int number, Client gateway) {
            gateways.set(number, gateway);
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
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }

        private boolean submitted(String key) {
            for (int i = 0; i < TRIES; i++) {
                if (i > 0) {
                    triedAgain.incrementAndGet();
                }
                try {
                    var answer =
                            gateways.get(i % gateways.length())
                                    .post(
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

        int triedAgain() {
            return triedAgain.get();
        }

        void stop() throws InterruptedException {
            running = false;
            for (var thread : threads.values()) {
                thread.join();
            }
        }
    }
}
