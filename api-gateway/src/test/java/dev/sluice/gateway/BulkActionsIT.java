package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkActionsIT extends GatewayTestCase {
    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    void cancelsEveryJobOfAFilterAsAJobThatCanBeWatched() {
        submit("sweepable", 130);
        var dry =
                CLIENT.post(
                        "/v1/jobs/actions",
                        """
                        {"action": "cancel", "filter": {"tag": "sweepable"}, "dry_run": true}
                        """);
        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.body()).isEqualTo("{\"matched\":130}");

        var body =
                """
                {"action": "cancel", "filter": {"tag": "sweepable", "state": ["queued", "running"]}}
                """;
        var accepted = CLIENT.post("/v1/jobs/actions", body, "Idempotency-Key", "sweep-1");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("type")).isEqualTo("bulk_action");
        assertThat(accepted.json().at("/progress/total").asLong()).isEqualTo(130);
        assertThat(accepted.json().path("links").path("files").isNull()).isTrue();
        var id = accepted.text("id");
        assertThat(accepted.header("Location")).isEqualTo("/v1/jobs/" + id);

        List<SseReader.Event> events;
        try (var stream = CLIENT.stream("/v1/jobs/" + id + "/events")) {
            events = stream.events().untilEnd();
        }
        assertThat(events.getLast().json().path("state").asString()).isEqualTo("succeeded");
        var progress = events.stream().filter(event -> event.type().equals("progress")).toList();
        assertThat(progress.getLast().json().path("progress").toString())
                .isEqualTo("{\"done\":130,\"total\":130,\"failed\":0}");
        assertThat(progress).hasSizeGreaterThan(2);

        var job = CLIENT.get("/v1/jobs/" + id);
        assertThat(job.json().path("attempt").asInt()).isEqualTo(1);
        assertThat(CLIENT.get("/v1/jobs?tag=sweepable&state=queued").json().path("items"))
                .isEmpty();
        assertThat(CLIENT.get("/v1/jobs?type=bulk_action&limit=500").body()).contains(id);
        assertThat(CLIENT.get("/v1/jobs/" + id + "/attempts").json().path("items")).hasSize(1);
        for (var part : new String[] {"/files", "/result"}) {
            assertThat(CLIENT.get("/v1/jobs/" + id + part).code()).isEqualTo("wrong_job_type");
        }
        assertThat(CLIENT.post("/v1/jobs/" + id + "/retry", null).code())
                .isEqualTo("wrong_job_type");
        var again = CLIENT.post("/v1/jobs/actions", body, "Idempotency-Key", "sweep-1");
        assertThat(again.body()).isEqualTo(accepted.body());

        retriesAndDeletesThem();
    }

    private static void retriesAndDeletesThem() {
        var retry =
                run(
                        """
                        {"action": "retry", "filter": {"tag": "sweepable", "type": "analysis"}}
                        """);
        assertThat(retry.json().path("progress").toString())
                .isEqualTo("{\"done\":130,\"total\":130,\"failed\":0}");
        assertThat(matched("{\"tag\": \"sweepable\", \"state\": \"queued\"}", "cancel"))
                .isEqualTo(130);

        run("{\"action\": \"cancel\", \"filter\": {\"tag\": \"sweepable\"}}");
        run("{\"action\": \"delete\", \"filter\": {\"tag\": \"sweepable\"}}");
        assertThat(CLIENT.get("/v1/jobs?tag=sweepable").json().path("items")).isEmpty();
    }

    @Test
    void matchesOnlyJobsThatTheActionIsFor() {
        var queued = submit("of-two-kinds", 3);
        CLIENT.post("/v1/jobs/" + queued.getFirst() + "/cancel", null);
        var filter = "{\"tag\": \"of-two-kinds\"}";

        assertThat(matched(filter, "cancel")).isEqualTo(2);
        assertThat(matched(filter, "retry")).isEqualTo(1);
        assertThat(matched(filter, "delete")).isEqualTo(1);
        assertThat(matched("{\"tag\": \"of-two-kinds\", \"state\": \"succeeded\"}", "retry"))
                .isZero();
        assertThat(matched("{\"type\": \"bulk_action\"}", "delete")).isZero();
        var ended =
                run(
                        """
                        {"action": "retry", "filter": {"tag": "of-two-kinds", "state": "succeeded"}}
                        """);
        assertThat(ended.json().path("progress").toString())
                .isEqualTo("{\"done\":0,\"total\":0,\"failed\":0}");
        run("{\"action\": \"cancel\", \"filter\": " + filter + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /action",
                "{\"action\": \"cancel\"} | /filter",
                "{\"action\": \"cancel\", \"filter\": {}} | /filter",
                "{\"action\": \"cancel\", \"filter\": {\"tag\": null}} | /filter",
                "{\"action\": \"cancel\", \"filter\": []} | /filter",
                "{\"action\": \"cancel\", \"filter\": {\"tag\": \"\"}} | /filter/tag",
                "{\"action\": \"cancel\", \"filter\": {\"tag\": [\"a\", \"b\"]}} | /filter/tag",
                "{\"action\": \"cancel\", \"filter\": {\"tag\": \"a\", \"stat\": \"failed\"}} | /filter/stat",
                "{\"action\": \"cancel\", \"filter\": {\"tag\": \"a\", \"limit\": \"5\"}} | /filter/limit",
                "{\"action\": \"cancel\", \"filter\": {\"state\": \"lost\"}} | /filter/state",
                "{\"action\": \"cancel\", \"filter\": {\"type\": \"call\"}} | /filter/type",
                "{\"action\": \"cancel\", \"filter\": {\"created_after\": \"yesterday\"}} | /filter/created_after",
                "{\"action\": \"cancel\", \"filter\": {\"created_before\": 7}} | /filter/created_before",
                "{\"action\": \"pause\", \"filter\": {\"tag\": \"a\"}} | /action",
                "{\"action\": \"cancel\", \"filter\": {\"tag\": \"a\"}, \"dry_run\": \"yes\"} | /dry_run",
                "{\"action\": \"cancel\", \"filter\": {\"tag\": \"a\"}, \"limit\": 5} | /limit",
            })
    void namesWhatIsWrong(String body, String pointer) {
        var answer = CLIENT.post("/v1/jobs/actions", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("validation_failed");
        assertThat(
                        answer.json()
                                .path("errors")
                                .valueStream()
                                .map(e -> e.path("pointer").asString()))
                .as(answer.body())
                .contains(pointer);
    }

    @Test
    void staysWithinTheTenant() throws Exception {
        submit("not-theirs", 1);
        var stranger = GATEWAY.client(GATEWAY.key("bulk-stranger", "jobs:read", "jobs:write"));
        var filter = "{\"tag\": \"not-theirs\"}";
        var dry = "{\"action\": \"cancel\", \"dry_run\": true, \"filter\": ";

        assertThat(stranger.post("/v1/jobs/actions", dry + filter + "}").body())
                .isEqualTo("{\"matched\":0}");
        assertThat(
                        stranger.post(
                                        "/v1/jobs/actions",
                                        dry + "{\"tag\": \"not-theirs\", \"tenant\": \"*\"}}")
                                .code())
                .isEqualTo("missing_scope");
        assertThat(
                        CLIENT.post(
                                        "/v1/jobs/actions",
                                        dry + "{\"tag\": \"not-theirs\", \"tenant\": \"*\"}}")
                                .body())
                .isEqualTo("{\"matched\":1}");
        assertThat(
                        CLIENT.post(
                                        "/v1/jobs/actions",
                                        dry
                                                + "{\"tag\": \"not-theirs\", \"tenant\": \"bulk-stranger\"}}")
                                .body())
                .isEqualTo("{\"matched\":0}");
        var theirs =
                stranger.post(
                        "/v1/jobs/actions", "{\"action\": \"cancel\", \"filter\": " + filter + "}");
        assertThat(theirs.json().path("tenant").asString()).isEqualTo("bulk-stranger");
        assertThat(CLIENT.get("/v1/jobs?tag=not-theirs&state=queued").json().path("items"))
                .hasSize(1);
        var reader = GATEWAY.client(GATEWAY.key("bulk-stranger", "jobs:read"));
        assertThat(reader.post("/v1/jobs/actions", dry + filter + "}").code())
                .isEqualTo("missing_scope");
        run("{\"action\": \"cancel\", \"filter\": " + filter + "}");
    }

    @Test
    void anOperatorActsOnOtherTenants() throws Exception {
        var tenant =
                GATEWAY.client(
                        GATEWAY.key("bulk-other", "jobs:read", "jobs:write", "sources:admin"));
        assertThat(tenant.post("/v1/sources", source("shop")).status()).isEqualTo(201);
        var id = tenant.post("/v1/analyses", "{\"question\": \"theirs\"}").text("id");

        var ended = run("{\"action\": \"cancel\", \"filter\": {\"tenant\": \"bulk-other\"}}");

        assertThat(ended.text("tenant")).isEqualTo("default");
        assertThat(ended.json().at("/progress/done").asInt()).isEqualTo(1);
        assertThat(tenant.get("/v1/jobs/" + id).text("state")).isEqualTo("cancelled");
    }

    private static List<String> submit(String tag, int jobs) {
        var entry =
                "{\"type\": \"analysis\", \"question\": \"q\", \"tags\": [\"%s\"]}".formatted(tag);
        var ids = new java.util.ArrayList<String>();
        for (int left = jobs; left > 0; left -= 100) {
            var entries = Collections.nCopies(Math.min(left, 100), entry);
            CLIENT.post("/v1/jobs/batch", "{\"jobs\": [" + String.join(",", entries) + "]}")
                    .json()
                    .path("items")
                    .forEach(item -> ids.add(item.at("/job/id").asString()));
        }
        return ids;
    }

    /// An action, up to its end.
    static Client.Answer run(String body) {
        var accepted = CLIENT.post("/v1/jobs/actions", body);
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        return await().atMost(SOON)
                .until(
                        () -> CLIENT.get("/v1/jobs/" + accepted.text("id"), "Prefer", "wait=10"),
                        ended -> ended.text("state").equals("succeeded"));
    }

    private static long matched(String filter, String action) {
        var body =
                "{\"action\": \"%s\", \"filter\": %s, \"dry_run\": true}".formatted(action, filter);
        return CLIENT.post("/v1/jobs/actions", body).json().path("matched").asLong();
    }
}
