package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.problem.ProblemType;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeadLettersIT extends GatewayTestCase {
    @Test
    void listsWhatUsedUpItsFailuresUntilItIsDrivenAgain() throws Exception {
        var both = dead("dies first", "dies second");

        var page = CLIENT.get("/v1/dead-letters?limit=1");
        assertThat(page.status()).isEqualTo(200);
        var second = page.json().at("/items/0/id").asString();
        assertThat(page.json().at("/items/0/failures").asInt()).isEqualTo(5);
        assertThat(page.json().at("/items/0/error/code").asString()).isEqualTo("source_failed");
        var next = CLIENT.get("/v1/dead-letters?limit=1&cursor=" + page.text("next_cursor"));
        var first = next.json().at("/items/0/id").asString();
        assertThat(List.of(first, second)).containsExactlyInAnyOrderElementsOf(both);

        var path = "/v1/dead-letters/" + first + "/redrive";
        var driven = CLIENT.post(path, null, "Idempotency-Key", "again");
        assertThat(driven.status()).isEqualTo(202);
        assertThat(driven.text("retry_of")).isEqualTo(first);
        assertThat(driven.text("state")).isEqualTo("queued");
        assertThat(driven.header("Location")).isEqualTo("/v1/jobs/" + driven.text("id"));
        assertThat(CLIENT.post(path, null, "Idempotency-Key", "again").body())
                .isEqualTo(driven.body());
        assertThat(CLIENT.post(path, null).code()).isEqualTo("wrong_state");
        assertThat(CLIENT.get("/v1/dead-letters").body()).doesNotContain(first).contains(second);
        assertThat(CLIENT.get("/v1/jobs/" + first).text("state")).isEqualTo("failed");
        CLIENT.post("/v1/jobs/" + driven.text("id") + "/cancel", null);
    }

    @Test
    void belongToTheirTenant() throws Exception {
        var id = dead("dies alone").getFirst();
        var stranger = GATEWAY.client(GATEWAY.key("undertaker", "jobs:read", "jobs:write"));

        assertThat(stranger.get("/v1/dead-letters").json().path("items")).isEmpty();
        assertThat(stranger.post("/v1/dead-letters/" + id + "/redrive", null).code())
                .isEqualTo("not_found");
        assertThat(stranger.get("/v1/dead-letters?tenant=default").code())
                .isEqualTo("missing_scope");
        assertThat(CLIENT.get("/v1/dead-letters?tenant=*").body()).contains(id);
        assertThat(CLIENT.get("/v1/dead-letters?tenant=undertaker").json().path("items")).isEmpty();
        assertThat(CLIENT.get("/v1/dead-letters?state=failed").code())
                .isEqualTo("validation_failed");
    }

    /// Jobs whose last failure was their fifth.
    private static List<String> dead(String... questions) throws SQLException {
        var ids = Stream.of(questions).map(JobsIT::submit).toList();
        try (var connection = GATEWAY.database();
                var update =
                        connection.prepareStatement(
                                "UPDATE job SET failures = 4 WHERE id = ANY (?)")) {
            update.setArray(1, connection.createArrayOf("text", ids.toArray()));
            update.executeUpdate();
        }
        try (var worker =
                GATEWAY.worker(job -> {
                    throw ProblemType.SOURCE_FAILED.because("The source went away.");
                })) {
            for (var id : ids) {
                var ended = CLIENT.get("/v1/jobs/" + id, "Prefer", "wait=30");
                assertThat(ended.text("state")).isEqualTo("failed");
            }
        }
        return ids;
    }
}
