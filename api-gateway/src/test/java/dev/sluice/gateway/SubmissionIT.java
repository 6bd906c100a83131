package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionIT extends GatewayTestCase {
    @Test
    void acceptsAnAnalysis() {
        var answer =
                CLIENT.post(
                        "/v1/analyses",
                        """
                        {"question": "How many orders?", "tags": ["a", "b"], "priority": "high",
                         "max_rows": 10, "context": {"filters": {"id": [1, 2]}}, "review": "none",
                         "mode": "standard", "deadline_seconds": 60, "source": null}
                        """);

        assertThat(answer.status()).isEqualTo(202);
        var job = answer.json();
        assertThat(job.path("state").asString()).isEqualTo("queued");
        assertThat(job.path("type").asString()).isEqualTo("analysis");
        assertThat(job.path("source").asString()).isEqualTo("shop");
        assertThat(job.path("priority").asString()).isEqualTo("high");
        assertThat(job.path("tags")).hasSize(2);
        assertThat(answer.header("Location")).isEqualTo("/v1/jobs/" + job.path("id").asString());
        assertThat(answer.header("RateLimit-Policy")).startsWith("\"key\";q=");
        assertThat(answer.header("RateLimit")).startsWith("\"key\";r=");
    }

    @Test
    void acceptsAnExportOfSqlAndOfAQuestion() {
        var sql = CLIENT.post("/v1/exports", "{\"sql\": \"SELECT * FROM orders\"}");
        assertThat(sql.status()).isEqualTo(202);
        assertThat(sql.text("sql")).isEqualTo("SELECT * FROM orders");

        var question =
                CLIENT.post(
                        "/v1/exports",
                        """
                        {"question": "all orders", "format": "parquet", "compression": "snappy",
                         "options": {"file_name": "orders.parquet", "row_limit": 10, "header": true}}
                        """);
        assertThat(question.status()).isEqualTo(202);
        assertThat(question.text("question")).isEqualTo("all orders");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        var answer =
                CLIENT.post(
                        "/v1/analyses",
                        """
                        {"question": 7, "max_rows": 0, "priority": "urgent", "tags": ["", 3],
                         "colour": "red", "context": {"filter": {}}, "deadline_seconds": 1.5}
                        """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("validation_failed");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(
                        answer.json()
                                .path("errors")
                                .valueStream()
                                .map(e -> e.path("pointer").asString()))
                .containsExactlyInAnyOrder(
                        "/question",
                        "/max_rows",
                        "/priority",
                        "/tags/0",
                        "/tags/1",
                        "/colour",
                        "/context/filter",
                        "/deadline_seconds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/analyses | {} | validation_failed | /question",
                "/v1/analyses | {\"question\": \" \"} | validation_failed | /question",
                "/v1/analyses | [] | validation_failed | ''",
                "/v1/analyses | {\"question\": \"q\", \"max_rows\": 10001} | validation_failed | /max_rows",
                "/v1/analyses | {\"question\": \"q\", \"mode\": \"deep_dive\"} | unsupported | /mode",
                "/v1/analyses | {\"question\": \"q\", \"review\": \"required\"} | unsupported | /review",
                "/v1/analyses | {\"question\": \"q\", \"webhook_url\": \"https://x.example\"} | unsupported | /webhook_url",
                "/v1/analyses | {\"question\": \"q\", \"thread_id\": \"thr_1\"} | unsupported | /thread_id",
                "/v1/exports | {} | validation_failed | /sql",
                "/v1/exports | {\"sql\": \"\"} | validation_failed | /sql",
                "/v1/exports | {\"sql\": \"SELECT 1\", \"question\": \"q\"} | validation_failed | /question",
                "/v1/exports | {\"sql\": \"SELECT 1\", \"format\": \"pdf\"} | validation_failed | /format",
                "/v1/exports | {\"sql\": \"SELECT 1\", \"destination\": \"d\"} | unsupported | /destination",
                "/v1/exports | {\"sql\": \"SELECT 1\", \"options\": []} | validation_failed | /options",
            })
    void namesTheFieldThatIsWrongOrNotSupported(
            String path, String body, String code, String pointer) {
        var answer = CLIENT.post(path, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT (1 FROM orders | invalid_sql",
                "DELETE FROM orders | unsafe_sql",
                "SELECT 1; SELECT 2 | unsafe_sql",
                "SELECT pg_sleep(1) | unsafe_sql",
                "SELECT * FROM pg_class | unsafe_sql",
                "SELECT * FROM oders | unknown_table",
                "SELECT totl FROM orders | unknown_column",
            })
    void judgesSqlAtOnce(String sql, String code) {
        var answer = CLIENT.post("/v1/exports", "{\"sql\": \"" + sql + "\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).as(answer.body()).isEqualTo(code);
    }

    @Test
    void suggestsTheNearestSourceName() {
        var answer = CLIENT.post("/v1/analyses", "{\"question\": \"q\", \"source\": \"shup\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("unknown_source");
        assertThat(answer.json().path("suggestions").valueStream().map(s -> s.asString()))
                .contains("shop");
    }

    @Test
    void aTenantWithoutSourcesHasNone() throws Exception {
        var key = GATEWAY.key("sourceless", "jobs:write");

        var answer = GATEWAY.client(key).post("/v1/analyses", "{\"question\": \"q\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("no_source");
    }

    @Test
    void acceptsSqlThatItsSourceCannotJudgeNow() throws Exception {
        try (var connection = GATEWAY.database();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO source SELECT (jsonb_populate_record(s, jsonb_build_object(
                        'id', 'src_away', 'name', 'away', 'url', 'postgresql://127.0.0.1:1/none'))).*
                    FROM source s WHERE name = 'shop' AND tenant_id = 'default'
                    """);
        }

        var answer = CLIENT.post("/v1/exports", "{\"sql\": \"SELECT 1\", \"source\": \"away\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(CLIENT.delete("/v1/sources/away").status()).isEqualTo(204);
    }
}
