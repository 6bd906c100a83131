package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Json;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CommandsTest extends CommandTestCase {
    @Test
    void askPrintsAnswerChartTableInsightsBasisAndSql() {
        answerAnalysis();

        assertThat(run("ask", "total units by month")).isZero();

        assertThat(out.toString().lines().toList())
                .contains(
                        "January sold most.",
                        "Units",
                        "month  units",
                        "Jan       20",
                        "Insights",
                        "  FROM sales GROUP BY 1");
        assertThat(out.toString())
                .contains(
                        "January is twice February.",
                        "units by store",
                        "engine rules",
                        "from sales",
                        "confidence 93 %",
                        "2 rows in 12 ms")
                .doesNotContain("\u001b", "\r");
        assertThat(Json.read(server.bodies().getFirst(), JsonNode.class))
                .isEqualTo(Json.read("{\"question\":\"total units by month\"}", JsonNode.class));
    }

    @Test
    void askWithJsonIsOneDocumentWithEverythingTheServerSaid() {
        answerAnalysis();

        assertThat(run("ask", "total units by month", "--json", "--max-rows", "7")).isZero();

        var document = onlyDocument();
        assertThat(document.path("result").path("answer").asString())
                .isEqualTo("January sold most.");
        assertThat(document.path("result").path("from_a_later_version").asBoolean()).isTrue();
        assertThat(document.path("job").path("state").asString()).isEqualTo("succeeded");
        assertThat(err.toString()).isEmpty();
        assertThat(server.bodies().getFirst()).contains("\"max_rows\":7");
    }

    @Test
    void aFailedJobIsAnErrorWithItsReason() {
        var error =
                Json.write(
                        Problem.of(
                                        ProblemType.QUESTION_NOT_ANSWERED,
                                        "Nothing here knows the weather.")
                                .withSuggestions(List.of("total units by month")));
        server.on("POST /v1/analyses", 202, ScriptedServer.job("analysis", "queued"));
        server.events(DONE);
        server.job(
                ScriptedServer.job("analysis", "failed")
                        .replace("\"error\":null", "\"error\":" + error));

        assertThat(run("ask", "how is the weather")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("Nothing here knows the weather.", "Questions that work here:");
    }

    @Test
    void aFailedJobWithJsonIsADocumentTooAndStillAnError() {
        server.on("POST /v1/exports", 202, ScriptedServer.job("export", "queued"));
        server.events(DONE);
        server.job(ScriptedServer.job("export", "cancelled"));

        assertThat(run("export", "x", "--json")).isEqualTo(1);
        assertThat(onlyDocument().path("job").path("state").asString()).isEqualTo("cancelled");
        assertThat(err.toString().strip()).isEqualTo("Job job_1 was cancelled.");
    }

    @Test
    void jobsAreATable() {
        var page =
                "{\"items\":["
                        + ScriptedServer.job("export", "running")
                        + "],\"next_cursor\":null}";
        server.on("GET /v1/jobs", 200, page);

        assertThat(run("jobs", "--state", "running")).isZero();
        assertThat(out.toString().lines().toList())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("JOB    TYPE    STATE    DONE  AGE");
        assertThat(out.toString()).contains("job_1  export  running  60 %");
    }

    @Test
    void jobsWithJsonIsTheServersPage() {
        var page =
                "{\"items\":["
                        + ScriptedServer.job("export", "running")
                        + "],\"next_cursor\":\"abc\"}";
        server.on("GET /v1/jobs", 200, page);

        assertThat(run("jobs", "--json")).isZero();
        assertThat(onlyDocument()).isEqualTo(Json.read(page, JsonNode.class));
    }

    @Test
    void noJobsIsASentence() {
        server.on("GET /v1/jobs", 200, "{\"items\":[],\"next_cursor\":null}");

        assertThat(run("jobs", "--state", "failed")).isZero();
        assertThat(out.toString().strip()).isEqualTo("No jobs in state failed.");
    }

    @Test
    void deadLettersSayWhyAndHowToTryAgain() {
        server.on(
                "GET /v1/dead-letters",
                200,
                """
                {"items":[{"id":"job_1","type":"export","failures":5,"error":{"code":"worker_lost",
                 "detail":"The worker was lost five times."}}],"next_cursor":null}\
                """);

        assertThat(run("dead-letters")).isZero();

        assertThat(out.toString())
                .contains("job_1", "5", "worker_lost: The worker was lost five times.");
        assertThat(err.toString()).contains("./sluice dead-letters redrive JOB");
    }

    @Test
    void redriveNamesTheNewJob() {
        server.on(
                "POST /v1/dead-letters/job_1/redrive",
                202,
                ScriptedServer.job("export", "queued").replace("job_1", "job_2"));

        assertThat(run("dead-letters", "redrive", "job_1")).isZero();

        assertThat(out.toString()).contains("Job job_2", "./sluice follow job_2");
    }

    @Test
    void cancelSaysWhatHappensNow() {
        server.on("POST /v1/jobs/job_1/cancel", 202, ScriptedServer.job("export", "running"));
        assertThat(run("cancel", "job_1")).isZero();
        assertThat(out.toString()).contains("is running and will stop");

        server.on("POST /v1/jobs/job_1/cancel", 202, ScriptedServer.job("export", "cancelled"));
        assertThat(run("cancel", "job_1")).isZero();
        assertThat(out.toString()).contains("is cancelled");
    }

    @Test
    void problemsAreSentencesOnStandardErrorWithExitCode1() {
        var problem =
                Json.write(
                        Problem.of(ProblemType.UNKNOWN_SOURCE, "There is no source named retial.")
                                .withSuggestions(List.of("retail")));
        server.on("POST /v1/analyses", 422, problem);

        assertThat(run("ask", "x", "--source", "retial")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .containsExactly("There is no source named retial.", "Did you mean retail?");
    }

    @Test
    void whatIsNotSluiceIsSaid() {
        server.on(
                "GET /v1/jobs",
                exchange -> ScriptedServer.send(exchange, 502, "text/html", "<html>"));

        assertThat(run("jobs")).isEqualTo(1);
        assertThat(err.toString()).contains("answered 502", "proxy");
    }

    @Test
    void noServerIsASentence() {
        server.close();

        assertThat(run("jobs")).isEqualTo(1);
        assertThat(err.toString())
                .contains("No Sluice server answers at " + server.base(), "./sluice start");
    }

    @Test
    void wrongUsageIsExitCode2() {
        assertThat(run("export")).isEqualTo(2);
        assertThat(err.toString()).contains("either a question or --sql");
        assertThat(run("export", "q", "--sql", "SELECT 1")).isEqualTo(2);
        assertThat(run("export", "q", "--bytes-per-part", "much")).isEqualTo(2);
        assertThat(err.toString()).contains("'much' is no size");
        assertThat(run("export", "q", "--rows-per-part", "many")).isEqualTo(2);
        assertThat(run("ask")).isEqualTo(2);
        assertThat(run("jobs", "--limit", "many")).isEqualTo(2);
        assertThat(server.bodies()).isEmpty();
    }

    @Test
    void everyCommandExplainsItself() {
        for (var command : List.of("ask", "export", "follow", "jobs", "cancel", "dead-letters")) {
            assertThat(run(command, "--help")).as(command).isZero();
        }
        assertThat(out.toString()).contains("SLUICE_API_KEY", "--json", "--url");
    }
}
