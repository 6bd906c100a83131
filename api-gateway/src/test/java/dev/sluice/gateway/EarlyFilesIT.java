package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.objects.ObjectStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EarlyFilesIT extends GatewayTestCase {
    private static final byte[] CONTENT = "id\n1\n".getBytes(StandardCharsets.UTF_8);

    private final CountDownLatch seen = new CountDownLatch(1);

    @Test
    void finishedPartsOfARunningExportCanBeFetchedAndAreMarkedIncomplete() throws Exception {
        try (var worker = GATEWAY.worker(this::export);
                var http = HttpClient.newHttpClient()) {
            var id =
                    CLIENT.post(
                                    "/v1/exports",
                                    """
                                    {"sql": "SELECT id FROM orders", "compression": "gzip",
                                     "options": {"early_parts": true, "partition_by": "id"}}
                                    """)
                            .text("id");
            var path = "/v1/jobs/" + id + "/files";
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(CLIENT.get(path).status()).isEqualTo(200));
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(
                            () -> assertThat(CLIENT.get(path).json().path("parts")).hasSize(1));

            var files = CLIENT.get(path).json();
            assertThat(files.path("complete").asBoolean(true)).isFalse();
            assertThat(files.path("row_count").asInt()).isEqualTo(1);
            assertThat(files.path("byte_count").asInt()).isEqualTo(CONTENT.length);
            assertThat(files.path("format").asString()).isEqualTo("csv");
            assertThat(files.path("compression").asString()).isEqualTo("gzip");
            assertThat(files.path("as_of").isNull()).isTrue();
            assertThat(files.at("/notes/0").asString()).contains("still running");
            var part = files.at("/parts/0");
            assertThat(part.path("name").asString()).isEqualTo("id=1/part-00000.csv.gz");
            assertThat(part.at("/partition/id").asString()).isEqualTo("1");
            var fetched =
                    http.send(
                            HttpRequest.newBuilder(URI.create(part.path("url").asString())).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(fetched.body()).isEqualTo(CONTENT);

            seen.countDown();
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() ->
                            assertThat(CLIENT.get(path).code()).isEqualTo("job_not_succeeded"));
        }
    }

    private void export(RunningJob job) throws Exception {
        var key = job.objectPrefix() + "id=1/part-00000.csv.gz";
        GATEWAY.bean(ObjectStore.class).put(key, CONTENT, "text/csv");
        job.partFinished(
                new FinishedPart(
                        0,
                        key,
                        1,
                        CONTENT.length,
                        "00ff",
                        "etag",
                        0,
                        Map.of("id", "1"),
                        List.of()));
        if (!seen.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody looked");
        }
        throw ProblemType.UNSUPPORTED.because("This test writes no more.");
    }
}
