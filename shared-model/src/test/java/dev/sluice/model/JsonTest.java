package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Links;
import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.request.JobRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class JsonTest {
    @Test
    void timesHaveThreeDigitsOfASecondInUtc() {
        assertThat(Json.write(Instant.parse("2026-11-20T10:00:00Z")))
                .isEqualTo("\"2026-11-20T10:00:00.000Z\"");
        assertThat(Json.write(Instant.parse("2026-11-20T10:00:00.123456Z")))
                .isEqualTo("\"2026-11-20T10:00:00.123Z\"");
    }

    @Test
    void numbersStayExact() {
        var exact = new BigDecimal("12345678901234567890.12345678901234567890");
        var json = Json.write(Map.of("n", exact));
        assertThat(json).isEqualTo("{\"n\":12345678901234567890.12345678901234567890}");
        assertThat(Json.read(json, Map.class)).containsEntry("n", exact);
        assertThat(Json.write(new BigDecimal("1E+3"))).isEqualTo("1000");
    }

    @Test
    void wordsAreLowerCaseAndNamesSnakeCase() {
        assertThat(Json.write(Links.of("job_1", JobType.EXPORT, JobState.SUCCEEDED)))
                .isEqualTo(
                        """
                        {"self":"/v1/jobs/job_1","events":"/v1/jobs/job_1/events","result":null,\
                        "files":"/v1/jobs/job_1/files","cancel":null}\
                        """);
        assertThat(Json.write(JobState.AWAITING_REVIEW)).isEqualTo("\"awaiting_review\"");
    }

    @Test
    void problemsLeaveOutWhatTheyDoNotSay() {
        var problem =
                Problem.of(ProblemType.VALIDATION_FAILED, "Two fields are wrong.")
                        .withErrors(List.of(new FieldError("/max_rows", "must be at least 1")));
        assertThat(Json.write(problem))
                .isEqualTo(
                        """
                        {"type":"/problems/validation-failed","title":"The request has wrong values",\
                        "status":422,"detail":"Two fields are wrong.","code":"validation_failed",\
                        "class":"input","retryable":false,\
                        "errors":[{"pointer":"/max_rows","detail":"must be at least 1"}]}\
                        """);
        assertThat(Json.read(Json.write(problem), Problem.class)).isEqualTo(problem);
    }

    @Test
    void requestsComeBackAsTheTypeTheyWere() {
        JobRequest request =
                new ExportRequest(
                        null,
                        ExportFormat.PARQUET,
                        Compression.ZSTD,
                        ExportOptions.with().fileName("sales").rowLimit(10L).build());
        var json = Json.mapper().writerFor(JobRequest.class).writeValueAsString(request);
        assertThat(Json.read(json, JobRequest.class)).isEqualTo(request);
    }

    @Test
    void requestsOfTheFirstVersionAreReadToo() {
        assertThat(
                        Json.read(
                                """
                                {"kind": "export", "format": "csv", "compression": "gzip"}
                                """,
                                JobRequest.class))
                .isEqualTo(
                        new ExportRequest(
                                null, ExportFormat.CSV, Compression.GZIP, ExportOptions.DEFAULTS));
    }

    @Test
    void strictReadingRefusesWhatAClientGotWrong() {
        assertThatThrownBy(() -> Json.strictMapper().readValue("{\"a\":1,\"a\":2}", Map.class))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() ->
                        Json.strictMapper()
                                .readValue("{\"pointer\":\"\",\"huh\":1}", FieldError.class))
                .isInstanceOf(JacksonException.class);
    }
}
