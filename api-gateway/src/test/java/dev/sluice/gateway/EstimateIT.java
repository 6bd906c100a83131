package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.analysis.Draft;
import dev.sluice.model.analysis.Engine;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportEstimate;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.DraftCall;
import dev.sluice.model.request.EstimateCall;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateIT extends GatewayTestCase {
    private static final String URI = "/v1/exports/estimate";

    private final AtomicReference<EstimateCall> asked = new AtomicReference<>();

    @Test
    void asksAnExportWorkerWhatAnExportWouldBeLike() {
        try (var worker = GATEWAY.worker(this::answer)) {
            var estimate =
                    CLIENT.post(
                            URI,
                            """
                            {"sql": "SELECT * FROM orders", "format": "parquet",
                             "options": {"rows_per_part": 100}}
                            """);

            assertThat(estimate.status()).as(estimate.body()).isEqualTo(200);
            assertThat(estimate.json().path("estimated_rows").asInt()).isEqualTo(1000);
            assertThat(estimate.json().at("/formats/0/compression").asString()).isEqualTo("zstd");
            var call = Objects.requireNonNull(asked.get());
            assertThat(call.sql()).isEqualTo("SELECT * FROM orders");
            assertThat(call.export().format()).isEqualTo(ExportFormat.PARQUET);
            assertThat(call.export().options().rowsPerPart()).isEqualTo(100);
            assertThat(CLIENT.get("/v1/jobs?q=orders&limit=1").body())
                    .as("nothing was created")
                    .doesNotContain("\"call\"");
        }
    }

    @Test
    void aQuestionIsDraftedFirstAndWrittenAsItsWordsSay() {
        try (var worker = GATEWAY.worker(this::answer)) {
            assertThat(CLIENT.post(URI, "{\"question\": \"orders\"}").status()).isEqualTo(200);
            var call = Objects.requireNonNull(asked.get());
            assertThat(call.sql()).isEqualTo("SELECT id FROM orders");
            assertThat(call.export().format()).isEqualTo(ExportFormat.PARQUET);

            CLIENT.post(URI, "{\"question\": \"orders\", \"format\": \"csv\"}");
            assertThat(Objects.requireNonNull(asked.get()).export().format())
                    .isEqualTo(ExportFormat.CSV);
        }
    }

    @Test
    void aQuestionWithoutSqlHasNoEstimate() {
        try (var worker = GATEWAY.worker(this::answer)) {
            var answer = CLIENT.post(URI, "{\"question\": \"the weather\"}");

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("question_not_answered");
            assertThat(answer.text("detail")).contains("nothing can be estimated", "No table");
            assertThat(answer.json().at("/suggestions/0").asString()).isEqualTo("all orders");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | validation_failed",
                "{\"sql\": \"DELETE FROM orders\"} | unsafe_sql",
                "{\"sql\": \"SELECT * FROM oders\"} | unknown_table",
                "{\"sql\": \"SELECT 1\", \"format\": \"xlsx\", \"compression\": \"snappy\"} | unsupported",
                "{\"sql\": \"SELECT 1\", \"colour\": 1} | validation_failed",
                "{\"sql\": \"SELECT 1\", \"source\": \"nowhere\"} | unknown_source",
            })
    void isJudgedAsASubmission(String body, String code) {
        var answer = CLIENT.post(URI, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void needsTheScopeOfWriting() throws Exception {
        var reader = GATEWAY.client(GATEWAY.key("default", "jobs:read"));

        assertThat(reader.post(URI, "{\"sql\": \"SELECT 1\"}").code()).isEqualTo("missing_scope");
        assertThat(CLIENT.get(URI).status()).isEqualTo(405);
    }

    @Test
    void whatTheSourceFailsWithIsSaid() {
        try (var worker =
                GATEWAY.worker(job -> {
                    throw ProblemType.SOURCE_FAILED.because("The source went away.");
                })) {
            var answer = CLIENT.post(URI, "{\"sql\": \"SELECT id FROM orders\"}");

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("source_unreachable");
        }
    }

    private void answer(RunningJob job) {
        switch (job.request()) {
            case EstimateCall call -> {
                asked.set(call);
                job.answer(
                        new ExportEstimate(
                                1000,
                                20_000,
                                0.5,
                                List.of(),
                                List.of(
                                        new ExportEstimate.Alternative(
                                                ExportFormat.PARQUET, Compression.ZSTD, 9000))));
            }
            case DraftCall call -> job.answer(draft(call));
            default -> throw new IllegalStateException("unexpected " + job.request());
        }
    }

    private static Draft draft(DraftCall call) {
        assertThat(call.asFile()).isTrue();
        var answered = call.question().contains("orders");
        return new Draft(
                answered,
                answered ? "SELECT id FROM orders" : null,
                0.9,
                Engine.RULES,
                null,
                List.of(),
                List.of(),
                List.of(),
                answered ? null : "No table is about this.",
                List.of("all orders"),
                answered ? new Draft.File(ExportFormat.PARQUET, Compression.ZSTD) : null);
    }
}
