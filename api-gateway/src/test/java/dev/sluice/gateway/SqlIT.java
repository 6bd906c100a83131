package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.analysis.Draft;
import dev.sluice.model.analysis.Engine;
import dev.sluice.model.analysis.Examples;
import dev.sluice.model.request.DraftCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlIT extends GatewayTestCase {
    @Test
    void saysThatSqlIsAllowedAndWhatItCosts() {
        var check = check("SELECT count(*) FROM orders WHERE total > 10");

        assertThat(check.json().path("allowed").asBoolean()).as(check.body()).isTrue();
        assertThat(check.json().path("problems")).isEmpty();
        assertThat(check.text("statement_kind")).isEqualTo("select");
        assertThat(check.json().at("/tables/0").asString()).isEqualTo("public.orders");
        assertThat(check.json().path("estimated_rows").asInt()).isEqualTo(1);
        assertThat(check.json().path("estimated_cost").asDouble()).isPositive();
        assertThat(check.text("normalized_sql")).contains("public.orders");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC 1 | invalid_sql",
                "DROP TABLE orders | unsafe_sql",
                "SELECT * FROM oders | unknown_table",
                "SELECT totl FROM orders | unknown_column",
            })
    void saysWhyNot(String sql, String code) {
        var check = check(sql);

        assertThat(check.status()).isEqualTo(200);
        assertThat(check.json().path("allowed").asBoolean()).isFalse();
        assertThat(check.json().at("/problems/0/code").asString()).isEqualTo(code);
        assertThat(check.json().at("/problems/0/detail").asString()).isNotEmpty();
    }

    private static Client.Answer check(String sql) {
        return CLIENT.post("/v1/sql/check", "{\"sql\": \"" + sql + "\"}");
    }

    @Test
    void judgesTheRequestFirst() {
        assertThat(check(" ").code()).isEqualTo("validation_failed");
        assertThat(check("-- nothing").code()).isEqualTo("validation_failed");
        assertThat(
                        CLIENT.post("/v1/sql/check", "{\"sql\": \"SELECT 1\", \"source\": \"n\"}")
                                .code())
                .isEqualTo("unknown_source");
        assertThat(CLIENT.post("/v1/sql/draft", "{\"question\": \"q\", \"engine\": \"x\"}").code())
                .isEqualTo("validation_failed");
    }

    @Test
    void asksAWorkerForDraftsAndExamples() {
        try (var worker =
                GATEWAY.worker(job ->
                        job.answer(
                                job.request() instanceof DraftCall
                                        ? draft()
                                        : new Examples(List.of("How many orders?"))))) {
            var draft =
                    CLIENT.post(
                            "/v1/sql/draft",
                            "{\"question\": \"How many?\", \"engine\": \"rules\"}");
            assertThat(draft.status()).isEqualTo(200);
            assertThat(draft.text("sql")).isEqualTo("SELECT 1");
            assertThat(draft.text("engine")).isEqualTo("rules");

            var examples = CLIENT.get("/v1/sources/shop/examples");
            assertThat(examples.status()).isEqualTo(200);
            assertThat(examples.json().at("/questions/0").asString()).isEqualTo("How many orders?");
        }
    }

    @Test
    void saysThatNoWorkerIsThere() {
        var answer = CLIENT.post("/v1/sql/draft", "{\"question\": \"anybody?\"}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("worker_unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    private static Draft draft() {
        return new Draft(
                true,
                "SELECT 1",
                0.9,
                Engine.RULES,
                "counts",
                List.of("public.orders"),
                List.of(),
                List.of(),
                null,
                List.of(),
                null);
    }
}
