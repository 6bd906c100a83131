package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.retention.Sweeps;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.Manifest;
import dev.sluice.objects.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// On a real object store; time passes by moving rows back.
class RetentionIT extends GatewayTestCase {
    private static final String EXPORT = "{\"sql\": \"SELECT 1 AS n\", \"source\": \"shop\"}";

    /// So many bytes that the store knows of the upload before it ends.
    private static final int SEVERAL_PARTS = 18 << 20;

    private final ObjectStore objects = GATEWAY.bean(ObjectStore.class);

    @Test
    void filesGoAtTheirTimeAndTheJobStays() throws Exception {
        var job = succeeded();
        assertThat(objects.size(job.part())).isEqualTo(bytes().length);
        change(job.id(), "expires_at = now() - interval '1 s'");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    sweep("expire-results");
                    assertThat(CLIENT.get("/v1/jobs/" + job.id() + "/files").status())
                            .isEqualTo(410);
                });
        assertThat(objects.size(job.part())).isNull();
        assertThat(CLIENT.get("/v1/jobs/" + job.id()).text("state")).isEqualTo("succeeded");
    }

    @Test
    void questionsGoWithTheWholeJob() throws Exception {
        var job = succeeded();
        change(job.id(), "finished_at = now() - interval '91 days'");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    sweep("remove-questions");
                    assertThat(CLIENT.get("/v1/jobs/" + job.id()).status()).isEqualTo(404);
                });
        assertThat(objects.size(job.part())).isNull();
        assertThat(TenantsIT.audited(job.id()))
                .anyMatch(line -> line.contains("job.removed questions_days are over"));
    }

    @Test
    void aShorterRetentionReachesJobsThatHaveEnded() throws Exception {
        var key = GATEWAY.key("brief", "jobs:read", "jobs:write", "sources:admin");
        var client = GATEWAY.client(key);
        client.post("/v1/sources", source("shop"));
        var job = succeeded(client);
        var before = client.get("/v1/jobs/" + job.id());

        CLIENT.send("PATCH", "/v1/tenants/brief", "{\"retention\": {\"files_days\": 2}}");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    var shown = client.get("/v1/jobs/" + job.id());
                    var kept =
                            Duration.between(
                                    Instant.parse(shown.text("finished_at")),
                                    Instant.parse(shown.text("expires_at")));
                    assertThat(kept).isEqualTo(Duration.ofDays(2));
                    assertThat(shown.header("ETag")).isNotEqualTo(before.header("ETag"));
                });
    }

    @Test
    void deletingRemovesFilesAndRowsAndLeavesWhoDidIt() throws Exception {
        var job = succeeded();
        var own = CLIENT.get("/v1/session").text("key_id");

        assertThat(CLIENT.delete("/v1/jobs/" + job.id()).status()).isEqualTo(204);

        assertThat(CLIENT.get("/v1/jobs/" + job.id()).status()).isEqualTo(404);
        assertThat(CLIENT.delete("/v1/jobs/" + job.id()).status()).isEqualTo(404);
        assertThat(TenantsIT.audited(job.id()))
                .anyMatch(line -> line.startsWith(own + " default job.delete"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    assertThat(objects.size(job.part())).isNull();
                    assertThat(TenantsIT.audited(job.id()))
                            .anyMatch(line -> line.contains("job.removed"));
                });
    }

    @Test
    void anUploadUnderWaySurvivesTheSweepAndAnAbandonedOneDoesNot() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var id = CLIENT.post("/v1/exports", EXPORT).text("id");
        try (var worker =
                GATEWAY.worker(job -> {
                    var key = job.objectPrefix() + "part-00000.csv";
                    try (var upload = objects.begin(key, "text/csv")) {
                        upload.stream().write(new byte[SEVERAL_PARTS]);
                        begun.countDown();
                        goOn.await(60, TimeUnit.SECONDS);
                        upload.commit();
                    }
                    job.succeed(manifest(job.job().id(), key, SEVERAL_PARTS));
                })) {
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            var stray = objects.begin("default/" + id + "/99/part-00000.csv", "text/csv");
            stray.stream().write(new byte[SEVERAL_PARTS]);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> unfinished(id, 1) == 1 && unfinished(id, 99) == 1);
            objects.put("default/" + id + "/98/part-00000.csv", bytes(), "text/csv");
            objects.put("backups/2026/1/dump", bytes(), "text/plain");

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> {
                        sweep("sweep-orphans");
                        assertThat(objects.size("default/" + id + "/98/part-00000.csv")).isNull();
                        assertThat(unfinished(id, 99)).isZero();
                    });
            assertThat(objects.size("backups/2026/1/dump")).as("not ours").isNotNull();
            assertThat(unfinished(id, 1)).as("under way").isOne();
            goOn.countDown();
            var ended = CLIENT.get("/v1/jobs/" + id, "Prefer", "wait=30");
            assertThat(ended.text("state")).as(ended.body()).isEqualTo("succeeded");
        }
        assertThat(objects.size("default/" + id + "/1/part-00000.csv")).isEqualTo(SEVERAL_PARTS);
        sweep("sweep-orphans");
        assertThat(objects.size("default/" + id + "/1/part-00000.csv")).as("published").isNotNull();
    }

    @Test
    void operatorsReadWhatTheSweepsFound() throws Exception {
        var names = GATEWAY.bean(Sweeps.class).names();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    names.forEach(RetentionIT::sweep);
                    var latest = CLIENT.get("/v1/sweeps").json().path("latest");
                    assertThat(latest.findValuesAsString("sweep"))
                            .containsExactlyInAnyOrderElementsOf(names);
                });
        var page = CLIENT.get("/v1/sweeps?limit=2");
        assertThat(page.json().path("items").size()).isEqualTo(2);
        var next =
                CLIENT.get(
                        "/v1/sweeps?limit=2&cursor=" + page.json().path("next_cursor").asString());
        assertThat(next.json().path("items")).isNotEqualTo(page.json().path("items"));
        assertThat(CLIENT.get("/v1/sweeps?sweep=prove").json().path("items"))
                .allMatch(report -> report.path("sweep").asString().equals("prove"));
        assertThat(CLIENT.get("/v1/sweeps?sweep=none").status()).isEqualTo(422);
        assertThat(CLIENT.get("/v1/sweeps?cursor=MjAyNi0xMS0yMFQxMjowMDowMFp8eA").status())
                .isEqualTo(422);
        var admin = GATEWAY.client(GATEWAY.key("sweepless", "tenant:admin", "jobs:read"));
        assertThat(admin.get("/v1/sweeps").code()).isEqualTo("missing_scope");
    }

    private record Exported(String id, String part) {}

    private int unfinished(String job, int attempt) {
        return objects.unfinishedUploads("default/" + job + "/" + attempt + "/").size();
    }

    private Exported succeeded() {
        return succeeded(CLIENT);
    }

    private Exported succeeded(Client client) {
        try (var worker =
                GATEWAY.worker(job -> {
                    var key = job.objectPrefix() + "part-00000.csv";
                    objects.put(key, bytes(), "text/csv");
                    job.succeed(manifest(job.job().id(), key, bytes().length));
                })) {
            var accepted = client.post("/v1/exports", EXPORT);
            assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
            var id = accepted.text("id");
            var ended = client.get("/v1/jobs/" + id, "Prefer", "wait=30");
            assertThat(ended.text("state")).as(ended.body()).isEqualTo("succeeded");
            return new Exported(id, ended.text("tenant") + "/" + id + "/1/part-00000.csv");
        }
    }

    private static Manifest manifest(String job, String key, long size) {
        return new Manifest(
                job,
                ExportFormat.CSV,
                Compression.NONE,
                true,
                false,
                1,
                size,
                Instant.now(),
                null,
                "SELECT 1 AS n",
                List.of(),
                0,
                List.of(),
                List.of(new Manifest.Part("part-00000.csv", key, 1, size, "00", null, null)));
    }

    private static byte[] bytes() {
        return "n\n1\n\n".getBytes(StandardCharsets.UTF_8);
    }

    private static void sweep(String name) {
        GATEWAY.bean(Sweeps.class).run(name);
    }

    private static void change(String job, String what) throws SQLException {
        try (var connection = GATEWAY.database();
                var update =
                        connection.prepareStatement("UPDATE job SET " + what + " WHERE id = ?")) {
            update.setString(1, job);
            assertThat(update.executeUpdate()).isOne();
        }
    }
}
