package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Json;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExportCommandTest extends CommandTestCase {
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
}
