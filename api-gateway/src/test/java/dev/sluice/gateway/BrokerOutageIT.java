package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.Directories;
import dev.sluice.embedded.KafkaBroker;
import dev.sluice.embedded.Ports;
import dev.sluice.fixtures.FaultProxy;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A broker that cannot be reached for a while: jobs are accepted all the same, and run when it is back.
@Timeout(240)
class BrokerOutageIT extends GatewayTestCase {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int DURING = 100;

    @Test
    void everySubmitIsAcceptedAndEveryJobRuns() throws Exception {
        var directory = Files.createTempDirectory("sluice-kafka");
        var port = Ports.free();
        try (var proxy = FaultProxy.to("127.0.0.1", port);
                var broker =
                        KafkaBroker.start(
                                new KafkaBroker.Settings(
                                        directory, port, Ports.free(), proxy.port()));
                var gateway =
                        Gateway.start(
                                Map.of("sluice.kafka.bootstrap", "127.0.0.1:" + proxy.port()))) {
            assertThat(broker.bootstrap()).isNotEmpty();
            gateway.client().post("/v1/sources", source("shop"));
            try (var worker = gateway.worker(job -> job.succeed(answer("done")));
                    var submits = SteadySubmits.to(gateway::client)) {
                await().atMost(PATIENCE).until(() -> submits.accepted() > 10);
                proxy.down();
                var before = submits.accepted();
                await().atMost(PATIENCE).until(() -> submits.accepted() > before + DURING);
                proxy.up();
                submits.close();

                assertThat(submits.wrong()).isEmpty();
                assertThat(submits.refused()).isZero();
                await("an empty backlog")
                        .atMost(PATIENCE)
                        .until(() -> succeeded(gateway) == submits.accepted());
            }
        } finally {
            Directories.delete(directory);
        }
    }

    private static int succeeded(Gateway gateway) throws Exception {
        try (var connection = gateway.database();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT count(*) FROM job WHERE state = 'SUCCEEDED' AND attempt = 1")) {
            row.next();
            return row.getInt(1);
        }
    }
}
