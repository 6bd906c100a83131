package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.Figures;
import dev.sluice.jobstore.worker.RunningJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A worker joins or leaves every few seconds, so that the broker is always about to share the lanes anew.
@Timeout(1200)
class WorkersComeAndGoIT extends GatewayTestCase {
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final int MOST = 4;
    private static final int PER_SECOND = 15;

    private final AtomicInteger executions = new AtomicInteger();

    @Test
    @Tag("long")
    void everyFiveSecondsForTenMinutes() throws Exception {
        storm(Duration.ofMinutes(10), Duration.ofSeconds(5));
    }

    private void storm(Duration length, Duration apart) throws Exception {
        var seed = System.nanoTime();
        var chance = new Random(seed);
        var workers = new ArrayList<Gateway.Worker>();
        var changes = 0;
        try (var broker = BrokerBehindProxy.start();
                var gateway = Gateway.start(broker.settings())) {
            gateway.client().post("/v1/sources", source("shop"));
            workers.add(gateway.worker(this::work));
            try (var submits = SteadySubmits.atRate(PER_SECOND, gateway::client)) {
                var begin = System.nanoTime();
                for (; changes < length.dividedBy(apart); changes++) {
                    var due = begin + apart.toNanos() * (changes + 1);
                    await().atMost(apart.plus(PATIENCE)).until(() -> System.nanoTime() >= due);
                    if (workers.size() == 1 || workers.size() < MOST && chance.nextBoolean()) {
                        workers.add(gateway.worker(this::work));
                    } else {
                        workers.remove(chance.nextInt(workers.size())).close();
                    }
                }
                submits.close();
                JobCount.awaitEnds(gateway, PATIENCE);
                JobCount.awaitPlacedEvents(gateway, PATIENCE);
                try (var database = gateway.database()) {
                    var account = Account.of(database, submits.ids());
                    account.on(
                                    Figures.of(
                                            "workers join or leave every %d s for %d s, seed %d"
                                                    .formatted(
                                                            apart.toSeconds(),
                                                            length.toSeconds(),
                                                            seed)))
                            .count("joins and leaves", changes)
                            .count("executions", executions.get())
                            .millis("submit p99", submits.latencies().percentile(99))
                            .print();
                    assertThat(submits.wrong()).isEmpty();
                    account.assertEachSucceededOnceInOrder(submits.notAccepted());
                }
            }
            workers.forEach(Gateway.Worker::close);
        }
    }

    private void work(RunningJob job) throws Exception {
        executions.incrementAndGet();
        var stopped = new CountDownLatch(1);
        try (var _ = job.onRequest(stopped::countDown)) {
            stopped.await(100, TimeUnit.MILLISECONDS);
        }
        job.checkWanted();
        job.succeed(answer("done"));
    }
}
