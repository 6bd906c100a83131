package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.TestServers;
import dev.sluice.jobstore.worker.Workers;
import dev.sluice.model.job.Lane;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ExportWorkerApplicationIT {
    @Test
    void aWorkerOfItsOwnAnswersProbesAndOffersItsSlots() throws Exception {
        var database = TestServers.postgres().createDatabase();
        var s3 = TestServers.s3();
        int port = freePort();
        try (var worker =
                ExportWorkerApplication.start(
                        "--sluice.management-port=" + port,
                        "--sluice.secret-key=" + Base64.getEncoder().encodeToString(new byte[32]),
                        "--sluice.database.url=" + database.url(),
                        "--sluice.database.username=" + database.username(),
                        "--sluice.database.password=" + database.password(),
                        "--sluice.kafka.bootstrap=" + TestServers.kafka().bootstrap(),
                        "--sluice.s3.endpoint=" + s3.endpoint(),
                        "--sluice.s3.region=" + s3.region(),
                        "--sluice.s3.bucket=exports",
                        "--sluice.s3.access-key=" + s3.accessKey(),
                        "--sluice.s3.secret-key=" + s3.secretKey(),
                        "--sluice.export.slots=3")) {
            assertThat(probe(port, "liveness")).isEqualTo(200);
            assertThat(probe(port, "readiness")).isEqualTo(200);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(worker.getBean(Workers.class).live())
                                    .singleElement()
                                    .satisfies(live ->
                                            assertThat(live.slots())
                                                    .containsEntry(Lane.EXPORT, 3)
                                                    .containsEntry(Lane.EXPORT_CALLS, 1)));
        }
    }

    private static int probe(int port, String group) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/" + group);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
