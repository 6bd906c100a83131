package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.model.Json;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

class CommandsTest {
    private static final String RESULT =
            """
            {"answer":"January sold most.","visualization":{"type":"bar","labels":["Jan","Feb"],
             "datasets":[{"label":"Units","data":[20,10]}]},"chart":null,"chart_reason":null,
             "sql":"SELECT month, sum(units)\\nFROM sales GROUP BY 1","columns":[{"name":"month","type":"text"},
             {"name":"units","type":"int8"}],"rows":[["Jan",20],["Feb",10]],"row_count":2,"truncated":false,
             "key_insights":["January is twice February."],"follow_ups":["units by store"],"confidence":0.93,
             "basis":{"engine":"rules","intent":"analysis","tables":["sales"],"filters":[],"assumptions":[],
             "as_of":"2026-01-01T00:00:00.000Z","verified_query":null},"error_history":[],"execution_ms":12,
             "usage":{"model_calls":0,"input_tokens":0,"output_tokens":0},"from_a_later_version":true}
            """;
    private static final String CSV = "id\n1\n2\n";
    private static final String DONE = "id: 9\nevent: done\ndata: {\"state\":\"succeeded\"}\n\n";

    private final ScriptedServer server = new ScriptedServer();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path directory = Path.of("");

    @AfterEach
    void stop() {
        server.close();
    }

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
    void anAnswerThatBecomesAnExportIsSaidAndDownloaded() {
        server.on("POST /v1/analyses", 202, ScriptedServer.job("analysis", "queued"));
        server.events(
                "id: 1\nevent: state\ndata: {\"state\":\"running\",\"job\":"
                        + ScriptedServer.job("export", "running")
                        + "}\n\n",
                DONE);
        server.job(
                ScriptedServer.job("export", "succeeded")
                        .replace("\"requires_export\":false", "\"requires_export\":true"));
        answerFiles();

        assertThat(run("ask", "everything", "--out", directory.resolve("all.csv").toString()))
                .isZero();

        assertThat(out.toString()).contains("too long for a table", "2 rows");
        assertThat(err.toString()).contains("it becomes an export");
        assertThat(directory.resolve("all.csv")).hasContent(CSV);
    }

    @Test
    void exportPrintsLinks() {
        answerExport();

        assertThat(run("export", "--sql", "SELECT id FROM t", "--format", "csv")).isZero();

        assertThat(out.toString())
                .contains(
                        "2 rows, 7 B of csv in 1 file",
                        server.base() + "/signed?X-Amz-Signature=abc",
                        "./sluice follow job_1");
        assertThat(err.toString().lines()).contains("Waiting in the queue", "Exporting");
        assertThat(server.bodies().getFirst())
                .isEqualTo("{\"sql\":\"SELECT id FROM t\",\"format\":\"csv\"}");
    }

    @Test
    void exportDownloadsAndChecks() {
        answerExport();
        var target = directory.resolve("out.csv");

        assertThat(run("export", "--sql", "SELECT id FROM t", "--out", target.toString())).isZero();

        assertThat(target).hasContent(CSV);
        assertThat(out.toString()).contains(target.toString(), "SHA-256 as in the manifest");
    }

    @Test
    void exportSendsEveryOption() {
        answerExport();

        assertThat(
                        run(
                                "export",
                                "--sql",
                                "SELECT id FROM t",
                                "--format",
                                "csv",
                                "--compression",
                                "gzip",
                                "--level",
                                "9",
                                "--file-name",
                                "ids",
                                "--row-limit",
                                "10",
                                "--rows-per-part",
                                "5",
                                "--bytes-per-part",
                                "1.5MiB",
                                "--partition-by",
                                "a,b",
                                "--early-parts",
                                "--formula-guard",
                                "--no-header",
                                "--delimiter",
                                "\\t",
                                "--null-text",
                                "NULL",
                                "--quote-all",
                                "--crlf",
                                "--bom",
                                "--many-sheets",
                                "--bloom-filter",
                                "id"))
                .isZero();

        assertThat(Json.read(server.bodies().getFirst(), JsonNode.class).path("options"))
                .isEqualTo(
                        Json.read(
                                """
                                {"file_name": "ids", "row_limit": 10, "level": 9,
                                 "rows_per_part": 5, "bytes_per_part": 1572864,
                                 "partition_by": ["a", "b"], "early_parts": true,
                                 "formula_guard": true, "header": false, "delimiter": "\\t",
                                 "null_text": "NULL", "quote": "all", "line_ending": "crlf",
                                 "bom": true, "sheets": "many", "bloom_filters": ["id"]}
                                """,
                                JsonNode.class));
    }

    @Test
    void exportIntoADirectoryWhereItIsSplit() {
        answerExport();
        var target = directory.resolve("parts");

        assertThat(
                        run(
                                "export",
                                "--sql",
                                "SELECT 1",
                                "--rows-per-part",
                                "5",
                                "--out",
                                target.toString()))
                .isZero();

        assertThat(target.resolve("part-00000.csv")).hasContent(CSV);
    }

    @Test
    void exportSaysWhatItWouldBe() {
        server.on(
                "POST /v1/exports/estimate",
                200,
                """
                {"estimated_rows": 20000000, "estimated_bytes": 2617000000,
                 "estimated_seconds": 24.2, "advice": ["Parquet would be a fifth of this."],
                 "formats": [{"format": "parquet", "compression": "zstd",
                              "estimated_bytes": 514000000}]}
                """);

        assertThat(run("export", "--sql", "SELECT * FROM t", "--estimate")).isZero();

        assertThat(out.toString())
                .contains(
                        "About 20,000,000 rows, 2.6 GB, 24 s",
                        "Parquet would be a fifth of this.",
                        "parquet with zstd: about 514.0 MB");
        assertThat(server.bodies()).containsExactly("{\"sql\":\"SELECT * FROM t\"}");

        out.getBuffer().setLength(0);
        assertThat(run("export", "--sql", "SELECT * FROM t", "--estimate", "--json")).isZero();
        assertThat(onlyDocument().path("estimated_rows").asLong()).isEqualTo(20_000_000);
    }

    @Test
    void notesOfTheManifestAreSaid() {
        answerExport();
        server.on(
                "GET /v1/jobs/job_1/files",
                200,
                """
                {"job_id":"job_1","format":"csv","compression":"none","complete":true,
                 "truncated":false,"row_count":0,"byte_count":0,"notes":["All was written again."],
                 "parts":[]}
                """);

        assertThat(run("export", "--sql", "SELECT 1")).isZero();

        assertThat(out.toString()).contains("All was written again.");
    }

    @Test
    void exportWithJsonIsOneDocument() {
        answerExport();
        var target = directory.resolve("out.csv");

        assertThat(run("export", "all ids", "--json", "--out", target.toString())).isZero();

        var document = onlyDocument();
        assertThat(document.path("files").path("row_count").asLong()).isEqualTo(2);
        assertThat(document.path("downloaded").path(0).path("path").asString())
                .isEqualTo(target.toString());
        assertThat(document.path("downloaded").path(0).path("rows").asLong()).isEqualTo(2);
        assertThat(err.toString()).isEmpty();
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

    @Test
    void theKeyGoesToTheServerAndNeverToTheStore() {
        server.on("POST /v1/exports", 202, ScriptedServer.job("export", "succeeded"));
        server.job(ScriptedServer.job("export", "succeeded"));
        answerFiles();
        var authorizations = new CopyOnWriteArrayList<String>();
        server.on(
                "GET /signed",
                exchange -> {
                    authorizations.add(
                            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                    sendCsv(exchange);
                });

        assertThat(run("export", "x", "--out", directory.resolve("o.csv").toString())).isZero();
        assertThat(authorizations).containsExactly("null");
    }

    private void answerAnalysis() {
        server.on("POST /v1/analyses", 202, ScriptedServer.job("analysis", "queued"));
        server.events(DONE);
        server.job(ScriptedServer.job("analysis", "succeeded"));
        server.on("GET /v1/jobs/job_1/result", 200, RESULT);
    }

    private void answerExport() {
        server.on("POST /v1/exports", 202, ScriptedServer.job("export", "queued"));
        server.events(
                "id: 1\nevent: state\ndata: {\"state\":\"running\",\"job\":"
                        + ScriptedServer.job("export", "running")
                                .replace("\"stage\":null", "\"stage\":\"exporting\"")
                        + "}\n\n",
                "id: 2\nevent: progress\ndata: {\"progress\":{\"rows\":12,\"bytes\":90,"
                        + "\"fraction\":0.6,\"eta_seconds\":1.5}}\n\n",
                DONE);
        server.job(ScriptedServer.job("export", "succeeded"));
        answerFiles();
    }

    private void answerFiles() {
        server.on(
                "GET /v1/jobs/job_1/files",
                200,
                """
                {"job_id":"job_1","format":"csv","compression":"none","complete":true,"truncated":false,
                 "row_count":2,"byte_count":7,"as_of":"2026-01-01T00:00:00.000Z","as_of_lsn":"0/1","sql":"SELECT 1",
                 "columns":[{"name":"id","type":"int8","nullable":false}],"guarded_cells":0,"expires_at":null,
                 "parts":[{"name":"part-00000.csv","rows":2,"bytes":7,
                 "sha256":"%s",
                 "url":"%s/signed?X-Amz-Signature=abc","url_expires_at":"2026-01-01T00:15:00.000Z"}]}
                """
                        .formatted(sha256(), server.base()));
        server.on("GET /signed", CommandsTest::sendCsv);
    }

    private static void sendCsv(HttpExchange exchange) throws IOException {
        ScriptedServer.send(exchange, 200, "text/csv", CSV);
    }

    private static String sha256() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(CSV.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What `--json` printed: one line, one document.
    private JsonNode onlyDocument() {
        assertThat(out.toString().lines()).hasSize(1);
        return Json.strictMapper().readTree(out.toString());
    }

    private int run(String... arguments) {
        var withServer = new ArrayList<>(List.of(arguments));
        withServer.addAll(List.of("--url", server.base().toString(), "--key", "slc_test"));
        return new CommandLine(new Root())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(withServer.toArray(String[]::new));
    }

    @Command(
            name = "sluice",
            subcommands = {
                AskCommand.class,
                ExportCommand.class,
                FollowCommand.class,
                JobsCommand.class,
                CancelCommand.class,
                DeadLettersCommand.class
            })
    private static final class Root {}
}
