package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.Manifest;
import dev.sluice.objects.ObjectStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FilesIT extends GatewayTestCase {
    private static final byte[] CONTENT = "id\n1\n".getBytes(StandardCharsets.UTF_8);

    /// As the export worker names folders.
    private static final String IN_FOLDER =
            "region=E%2FU ü/sector=__HIVE_DEFAULT_PARTITION__/part-00000.csv";

    @Test
    void signsLinksAtEachRequest() throws Exception {
        try (var worker = GATEWAY.worker(FilesIT::export)) {
            var job =
                    CLIENT.post(
                            "/v1/exports",
                            "{\"sql\": \"SELECT id FROM orders LIMIT 1\"}",
                            "Prefer",
                            "wait=30");
            assertThat(job.status()).as(job.body()).isEqualTo(200);
            var id = job.text("id");
            assertThat(job.json().at("/links/files").asString())
                    .isEqualTo("/v1/jobs/" + id + "/files");

            var files = CLIENT.get("/v1/jobs/" + id + "/files?expires_in=120");
            assertThat(files.status()).isEqualTo(200);
            assertThat(files.body()).doesNotContain("\"key\"");
            assertThat(files.json().path("expires_at").asString())
                    .isEqualTo(job.json().path("expires_at").asString());
            assertThat(files.json().at("/notes/0").asString())
                    .isEqualTo("All parts were written again.");
            var part = files.json().at("/parts/0");
            assertThat(Instant.parse(part.path("url_expires_at").asString()))
                    .isBetween(
                            Instant.now().plus(Duration.ofSeconds(90)),
                            Instant.now().plus(Duration.ofSeconds(121)));
            downloads(part);

            assertThat(CLIENT.get("/v1/jobs/" + id + "/files?expires_in=59").code())
                    .isEqualTo("validation_failed");
            assertThat(CLIENT.get("/v1/jobs/" + id + "/files?expires_in=604801").code())
                    .isEqualTo("validation_failed");
            assertThat(CLIENT.get("/v1/jobs/" + id + "/result").code()).isEqualTo("wrong_job_type");
            assertThat(auditLines(id)).isEqualTo(1);
            neverBeyondTheFiles(id);
            foldersAreNoPartOfTheOfferedName(files.json().at("/parts/1"));
            goesWithTheJob(id, URI.create(part.path("url").asString()));
        }
    }

    private static void goesWithTheJob(String id, URI link) {
        assertThat(CLIENT.delete("/v1/jobs/" + id).status()).isEqualTo(204);
        try (var http = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() ->
                            assertThat(
                                            http.send(
                                                            HttpRequest.newBuilder(link).build(),
                                                            HttpResponse.BodyHandlers.discarding())
                                                    .statusCode())
                                    .isEqualTo(404));
        }
    }

    private static void foldersAreNoPartOfTheOfferedName(JsonNode part) throws Exception {
        assertThat(part.path("name").asString()).isEqualTo(IN_FOLDER);
        assertThat(part.at("/partition/region").asString()).isEqualTo("E/U ü");
        assertThat(part.path("partition").has("sector")).isTrue();
        assertThat(part.at("/partition/sector").isNull()).isTrue();
        try (var http = HttpClient.newHttpClient()) {
            var url = URI.create(part.path("url").asString());
            var whole =
                    http.send(
                            HttpRequest.newBuilder(url).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(whole.body()).isEqualTo(CONTENT);
            assertThat(whole.headers().firstValue("Content-Disposition").orElse(""))
                    .contains("filename=\"part-00000.csv\"")
                    .doesNotContain("region");
        }
    }

    private static void export(RunningJob job) {
        var key = job.objectPrefix() + "part-00000.csv";
        var inFolder = job.objectPrefix() + IN_FOLDER;
        GATEWAY.bean(ObjectStore.class).put(key, CONTENT, "text/csv");
        GATEWAY.bean(ObjectStore.class).put(inFolder, CONTENT, "text/csv");
        var values = new HashMap<String, @Nullable String>();
        values.put("region", "E/U ü");
        values.put("sector", null);
        job.succeed(
                new Manifest(
                        job.job().id(),
                        ExportFormat.CSV,
                        Compression.NONE,
                        true,
                        false,
                        2,
                        2 * CONTENT.length,
                        Instant.now(),
                        null,
                        "SELECT 1",
                        List.of(new Manifest.Column("id", "int4", true)),
                        0,
                        List.of("All parts were written again."),
                        List.of(
                                new Manifest.Part(
                                        "part-00000.csv",
                                        key,
                                        1,
                                        CONTENT.length,
                                        "00ff",
                                        null,
                                        null),
                                new Manifest.Part(
                                        IN_FOLDER,
                                        inFolder,
                                        1,
                                        CONTENT.length,
                                        "00ff",
                                        null,
                                        values))));
    }

    private static void downloads(JsonNode part) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var url = URI.create(part.path("url").asString());
            var whole =
                    http.send(
                            HttpRequest.newBuilder(url).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(whole.body()).isEqualTo(CONTENT);
            assertThat(whole.headers().firstValue("Content-Disposition").orElse(""))
                    .contains("part-00000.csv");
            var range =
                    http.send(
                            HttpRequest.newBuilder(url).header("Range", "bytes=0-1").build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(range.statusCode()).isEqualTo(206);
            assertThat(range.body()).isEqualTo("id");
        }
    }

    private static int auditLines(String subject) throws Exception {
        try (var connection = GATEWAY.database();
                var query =
                        connection.prepareStatement(
                                "SELECT count(*) FROM audit WHERE subject = ? AND action ="
                                        + " 'files.sign'")) {
            query.setString(1, subject);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void neverBeyondTheFiles(String id) throws Exception {
        expireIn(id, "10 minutes");
        var soon = CLIENT.get("/v1/jobs/" + id + "/files?expires_in=604800").json();
        assertThat(Instant.parse(soon.at("/parts/0/url_expires_at").asString()))
                .isBefore(Instant.now().plus(Duration.ofMinutes(10).plusSeconds(1)));
        expireIn(id, "20 seconds");
        var gone = CLIENT.get("/v1/jobs/" + id + "/files");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.code()).isEqualTo("files_expired");
    }

    private static void expireIn(String id, String interval) throws Exception {
        try (var connection = GATEWAY.database();
                var update =
                        connection.prepareStatement(
                                "UPDATE job SET expires_at = now() + ?::interval WHERE id = ?")) {
            update.setString(1, interval);
            update.setString(2, id);
            update.execute();
        }
    }
}
