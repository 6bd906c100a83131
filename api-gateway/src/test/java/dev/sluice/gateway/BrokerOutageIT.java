package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.FaultProxy;
import dev.sluice.fixtures.Figures;
import dev.sluice.fixtures.Toxic;
import dev.sluice.jobstore.worker.RunningJob;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A broker that cannot be reached for a while, or only badly: jobs are accepted all the same, run once,
/// and their events are in order.
@Timeout(900)
class BrokerOutageIT extends GatewayTestCase {
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    /// What is wrong with the way to the broker.
    private enum Trouble {
        SLOW(new Toxic.Latency(Duration.ofSeconds(2), Duration.ofSeconds(1))),
        RESETS(new Toxic.ResetPeer(Duration.ofSeconds(1))),
        SILENT(Toxic.Timeout.silent()),
        SLICED(new Toxic.Slicer(64, 32, Duration.ofMillis(1)));

        private final Toxic toxic;

        Trouble(Toxic toxic) {
            this.toxic = toxic;
        }
    }

    @Test
    void everySubmitIsAcceptedAndEveryJobRuns() throws Exception {
        outage(
                "broker away for a moment",
                SteadySubmits::to,
                Duration.ofSeconds(5),
                FaultProxy::down);
    }

    /// Kafka's share consumers take a processor each while they find no broker.
    @Test
    void workersKeepNoConsumerThatFindsNoBroker() throws Exception {
        var before = consumers();
        try (var broker = BrokerBehindProxy.start();
                var gateway = Gateway.start(broker.settings())) {
            gateway.client().post("/v1/sources", source("shop"));
            try (var worker = gateway.worker(BrokerOutageIT::work);
                    var submits = SteadySubmits.to(gateway::client)) {
                await().atMost(PATIENCE).until(() -> JobCount.succeeded(gateway) > 0);
                assertThat(consumers()).isGreaterThan(before);
                broker.way().down();
                await("consumers to end").atMost(PATIENCE).until(() -> consumers() <= before);
                broker.way().heal();
                var done = JobCount.succeeded(gateway);
                await().atMost(PATIENCE).until(() -> JobCount.succeeded(gateway) > done);
            }
        }
    }

    private static long consumers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("consumer_background_thread"))
                .count();
    }

    @Test
    @Tag("long")
    void fiveMinutesWithoutTheBroker() throws Exception {
        outage(
                "broker away for 5 min, 50 submits/s",
                BrokerOutageIT::fiftyASecond,
                Duration.ofMinutes(5),
                FaultProxy::down);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void troubleOnTheWayToTheBroker(Trouble trouble) throws Exception {
        outage(
                "broker " + trouble + " for 45 s, 50 submits/s",
                BrokerOutageIT::fiftyASecond,
                Duration.ofSeconds(45),
                way -> way.add(trouble.toxic));
    }

    private static SteadySubmits fiftyASecond(Supplier<Client> gateway) {
        return SteadySubmits.atRate(50, gateway);
    }

    private static void outage(
            String what,
            Function<Supplier<Client>, SteadySubmits> clients,
            Duration length,
            Consumer<FaultProxy> fault)
            throws Exception {
        try (var broker = BrokerBehindProxy.start();
                var gateway = Gateway.start(broker.settings())) {
            gateway.client().post("/v1/sources", source("shop"));
            try (var worker = gateway.worker(16, BrokerOutageIT::work);
                    var submits = clients.apply(gateway::client)) {
                await().atMost(PATIENCE).until(() -> JobCount.succeeded(gateway) > 20);
                submits.latencies().clear();
                fault.accept(broker.way());
                var until = System.nanoTime() + length.toNanos();
                await().atMost(length.plus(PATIENCE)).until(() -> System.nanoTime() > until);
                var p99 = submits.latencies().percentile(99);
                var slowest = submits.latencies().percentile(100);
                var backlog = submits.accepted() - JobCount.succeeded(gateway);
                broker.way().heal();
                var returned = System.nanoTime();
                submits.close();
                JobCount.awaitEnds(gateway, PATIENCE);
                var drained = Duration.ofNanos(System.nanoTime() - returned);

                try (var database = gateway.database()) {
                    JobCount.awaitPlacedEvents(gateway, PATIENCE);
                    var account = Account.of(database, submits.ids());
                    account.on(Figures.of(what))
                            .count("refused", submits.refused())
                            .millis("submit p99 meanwhile", p99)
                            .millis("slowest", slowest)
                            .count("backlog at return", backlog)
                            .seconds("drained after", drained)
                            .print();
                    // a machine that cannot serve so many refuses some, in the words of the
                    // contract
                    assertThat(submits.wrong()).isEmpty();
                    account.assertEachSucceededOnceInOrder(submits.notAccepted());
                }
            }
        }
    }

    private static void work(RunningJob job) {
        job.succeed(answer("done"));
    }
}
