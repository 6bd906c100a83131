package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BatchIT extends GatewayTestCase {
    private static final String MIXED =
            """
            {"jobs": [
              {"type": "analysis", "question": "How many orders?", "tags": ["batch"]},
              {"type": "export", "sql": "DELETE FROM orders"},
              {"type": "export", "sql": "SELECT * FROM orders", "format": "parquet"},
              {"type": "analysis", "question": "", "colour": "red"},
              {"type": "bulk_action", "question": "no"},
              7,
              {"question": "no type", "colour": "red"},
              {"type": "export", "sql": "SELECT 1", "source": "nowhere"},
              {"type": "export", "question": "all orders"}]}
            """;

    @Test
    void eachEntryHasItsOwnOutcomeInOrder() {
        var answer = CLIENT.post("/v1/jobs/batch", MIXED);

        assertThat(answer.status()).isEqualTo(200);
        var items = answer.json().path("items");
        assertThat(items.valueStream().map(item -> item.path("status").asInt()))
                .containsExactly(202, 422, 202, 422, 422, 422, 422, 422, 202);
        assertThat(items.at("/0/job/question").asString()).isEqualTo("How many orders?");
        assertThat(items.at("/0/job/type").asString()).isEqualTo("analysis");
        assertThat(items.path(0).has("problem")).isFalse();
        assertThat(items.at("/1/problem/code").asString()).isEqualTo("unsafe_sql");
        assertThat(items.path(1).has("job")).isFalse();
        assertThat(items.at("/2/job/sql").asString()).isEqualTo("SELECT * FROM orders");
        assertThat(pointers(items.path(3))).containsExactlyInAnyOrder("/question", "/colour");
        assertThat(pointers(items.path(4))).containsExactly("/type");
        assertThat(pointers(items.path(5))).containsExactly("");
        assertThat(pointers(items.path(6))).containsExactly("/type");
        assertThat(items.at("/7/problem/code").asString()).isEqualTo("unknown_source");
        for (var place : new int[] {0, 2, 8}) {
            var id = items.path(place).at("/job/id").asString();
            assertThat(CLIENT.get("/v1/jobs/" + id).status()).isEqualTo(200);
            CLIENT.post("/v1/jobs/" + id + "/cancel", null);
        }
    }

    private static List<String> pointers(JsonNode item) {
        return item.at("/problem/errors")
                .valueStream()
                .map(e -> e.path("pointer").asString())
                .toList();
    }

    @Test
    void aHundredJobsAreAccepted() {
        var entry = "{\"type\": \"export\", \"sql\": \"SELECT * FROM orders\"}";
        var answer =
                CLIENT.post(
                        "/v1/jobs/batch",
                        "{\"jobs\": [" + String.join(",", Collections.nCopies(100, entry)) + "]}");

        assertThat(answer.status()).isEqualTo(200);
        var ids =
                answer.json()
                        .path("items")
                        .valueStream()
                        .map(item -> item.at("/job/id").asString())
                        .toList();
        assertThat(ids).hasSize(100).doesNotHaveDuplicates().allMatch(id -> id.startsWith("job_"));
        ids.forEach(id -> CLIENT.post("/v1/jobs/" + id + "/cancel", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"jobs\": []}", "{\"jobs\": {}}", "{\"jobs\": null}"})
    void aBatchHasJobs(String body) {
        var answer = CLIENT.post("/v1/jobs/batch", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("validation_failed");
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("/jobs");
    }

    @Test
    void moreThanAHundredAreRefused() {
        var entry = "{\"type\": \"analysis\", \"question\": \"q\"}";
        var body = "{\"jobs\": [" + String.join(",", Collections.nCopies(101, entry)) + "]}";

        assertThat(CLIENT.post("/v1/jobs/batch", body).code()).isEqualTo("validation_failed");
    }

    @Test
    void aKeySpeaksForTheWholeCall() throws Exception {
        var answers = new ArrayList<Client.Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Client.Answer> request =
                    () -> CLIENT.post("/v1/jobs/batch", MIXED, "Idempotency-Key", "one-batch");
            for (var answer : threads.invokeAll(Collections.nCopies(6, request))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream().map(Client.Answer::body).distinct()).hasSize(1);
        assertThat(answers.stream().filter(a -> a.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
        var other =
                CLIENT.post(
                        "/v1/jobs/batch",
                        "{\"jobs\": [{\"type\": \"analysis\", \"question\": \"q\"}]}",
                        "Idempotency-Key",
                        "one-batch");
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void aBatchThatCreatedNothingKeepsNoKey() {
        var nothing = "{\"jobs\": [{\"type\": \"analysis\"}]}";
        for (int i = 0; i < 2; i++) {
            var answer =
                    CLIENT.post("/v1/jobs/batch", nothing, "Idempotency-Key", "nothing-created");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().at("/items/0/status").asInt()).isEqualTo(422);
            assertThat(answer.header("Idempotency-Replayed")).isEmpty();
        }
        var mended = "{\"jobs\": [{\"type\": \"analysis\", \"question\": \"q\"}]}";
        var answer = CLIENT.post("/v1/jobs/batch", mended, "Idempotency-Key", "nothing-created");
        assertThat(answer.json().at("/items/0/status").asInt()).isEqualTo(202);
    }

    /// A listening port that never says a word: each statement alone would be waited for.
    @Test
    void aSilentSourceHoldsUpABatchOnlyOnce() throws Exception {
        try (var silent = new ServerSocket(0, 50);
                var connection = GATEWAY.database();
                var insert =
                        connection.prepareStatement(
                                """
                                INSERT INTO source SELECT (jsonb_populate_record(s, jsonb_build_object(
                                    'id', 'src_silent', 'name', 'silent', 'url', ?))).*
                                FROM source s WHERE name = 'shop' AND tenant_id = 'default'
                                """)) {
            insert.setString(1, "postgresql://127.0.0.1:" + silent.getLocalPort() + "/none");
            insert.execute();
            var entry = "{\"type\": \"export\", \"sql\": \"SELECT 1\", \"source\": \"silent\"}";
            var healthy = "{\"type\": \"export\", \"sql\": \"SELECT * FROM oders\"}";
            var began = System.nanoTime();

            var answer =
                    CLIENT.post(
                            "/v1/jobs/batch",
                            "{\"jobs\": ["
                                    + String.join(",", Collections.nCopies(60, entry))
                                    + ","
                                    + healthy
                                    + "]}");

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(30));
            var items = answer.json().path("items");
            assertThat(items.valueStream().filter(item -> item.path("status").asInt() == 202))
                    .hasSize(60);
            assertThat(items.at("/60/problem/code").asString()).isEqualTo("unknown_table");
            items.valueStream()
                    .map(item -> item.at("/job/id").asString())
                    .filter(id -> !id.isEmpty())
                    .forEach(id -> CLIENT.post("/v1/jobs/" + id + "/cancel", null));
        }
        assertThat(CLIENT.delete("/v1/sources/silent").status()).isEqualTo(204);
    }

    @Test
    void anotherTenantsSourceIsUnknown() throws Exception {
        var stranger = GATEWAY.client(GATEWAY.key("batching", "jobs:write"));

        var answer =
                stranger.post(
                        "/v1/jobs/batch",
                        """
                        {"jobs": [{"type": "analysis", "question": "q", "source": "shop"},
                                  {"type": "analysis", "question": "q"}]}
                        """);

        assertThat(answer.json().at("/items/0/problem/code").asString())
                .isEqualTo("unknown_source");
        assertThat(answer.json().at("/items/1/problem/code").asString()).isEqualTo("no_source");
        var reader = GATEWAY.client(GATEWAY.key("batching", "jobs:read"));
        assertThat(reader.post("/v1/jobs/batch", MIXED).code()).isEqualTo("missing_scope");
    }
}
