package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.model.Json;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/// Commands against a server that says what a test tells it to.
abstract class CommandTestCase {
    static final String RESULT =
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
    static final String CSV = "id\n1\n2\n";
    static final String DONE = "id: 9\nevent: done\ndata: {\"state\":\"succeeded\"}\n\n";

    final ScriptedServer server = new ScriptedServer();
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    @TempDir Path directory = Path.of("");

    @AfterEach
    void stop() {
        server.close();
    }

    void answerAnalysis() {
        server.on("POST /v1/analyses", 202, ScriptedServer.job("analysis", "queued"));
        server.events(DONE);
        server.job(ScriptedServer.job("analysis", "succeeded"));
        server.on("GET /v1/jobs/job_1/result", 200, RESULT);
    }

    void answerExport() {
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

    void answerFiles() {
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
        server.on("GET /signed", CommandTestCase::sendCsv);
    }

    static void sendCsv(HttpExchange exchange) throws IOException {
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
    JsonNode onlyDocument() {
        assertThat(out.toString().lines()).hasSize(1);
        return Json.strictMapper().readTree(out.toString());
    }

    int run(String... arguments) {
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
