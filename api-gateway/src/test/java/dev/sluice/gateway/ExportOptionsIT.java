package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.Json;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What of an export's format and options reaches the worker, and what never does.
class ExportOptionsIT extends GatewayTestCase {
    private static final ConcurrentHashMap<String, ExportRequest> SEEN = new ConcurrentHashMap<>();
    private static Gateway.Worker worker;

    @BeforeAll
    static void startWorker() {
        worker = GATEWAY.worker(ExportOptionsIT::remember);
    }

    @AfterAll
    static void stopWorker() {
        worker.close();
    }

    private static void remember(RunningJob job) {
        if (job.request() instanceof ExportRequest export) {
            SEEN.put(job.job().id(), export);
        }
        throw ProblemType.UNSUPPORTED.because("This test writes nothing.");
    }

    private static ExportRequest worked(String body) {
        var answer = CLIENT.post("/v1/exports", body, "Prefer", "wait=30");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Objects.requireNonNull(SEEN.get(answer.text("id")));
    }

    @Test
    void everyOptionReachesTheWorker() {
        var csv =
                worked(
                        """
                        {"sql": "SELECT id, total FROM orders", "compression": "gzip", "options": {
                          "file_name": "Orders.csv.gz", "header": false, "delimiter": ";",
                          "null_text": "NULL", "quote": "all", "line_ending": "crlf", "bom": true,
                          "level": 9, "formula_guard": true, "rows_per_part": 1000,
                          "bytes_per_part": 1048576, "partition_by": ["id", "total"],
                          "row_limit": 7, "early_parts": true}}
                        """);

        assertThat(csv)
                .isEqualTo(
                        new ExportRequest(
                                null,
                                ExportFormat.CSV,
                                Compression.GZIP,
                                ExportOptions.with()
                                        .fileName("Orders")
                                        .header(false)
                                        .delimiter(";")
                                        .nullText("NULL")
                                        .quoteAll(true)
                                        .crlf(true)
                                        .bom(true)
                                        .level(9)
                                        .formulaGuard(true)
                                        .rowsPerPart(1000L)
                                        .bytesPerPart(1048576L)
                                        .partitionBy(List.of("id", "total"))
                                        .rowLimit(7L)
                                        .earlyParts(true)
                                        .build()));
    }

    @Test
    void optionsOfSomeFormatsReachTheWorkerToo() {
        var xlsx =
                worked(
                        """
                        {"sql": "SELECT 1", "format": "xlsx", "options":
                          {"sheets": "many", "rows_per_part": 2000000, "file_name": "big"}}
                        """);
        assertThat(xlsx.options().manySheets()).isTrue();
        assertThat(xlsx.compression()).isEqualTo(Compression.NONE);

        var parquet =
                worked(
                        """
                        {"sql": "SELECT id FROM orders", "format": "parquet", "options":
                          {"bloom_filters": "id", "partition_by": "id", "level": 22}}
                        """);
        assertThat(parquet.options().bloomFilters()).containsExactly("id");
        assertThat(parquet.options().partitionBy()).containsExactly("id");
        assertThat(parquet.options().level()).isEqualTo(22);
        assertThat(parquet.compression()).isEqualTo(Compression.ZSTD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"question\": \"orders as parquet\"} | true",
                "{\"question\": \"orders as parquet\", \"options\": {\"row_limit\": 3}} | true",
                "{\"question\": \"orders as parquet\", \"format\": \"csv\"} | false",
                "{\"question\": \"orders as parquet\", \"compression\": \"zstd\"} | false",
                "{\"question\": \"orders as parquet\", \"options\": {\"delimiter\": \";\"}} | false",
                "{\"question\": \"orders as parquet\", \"options\": {\"formula_guard\": true}} | false",
                "{\"sql\": \"SELECT 1\"} | false",
            })
    void theQuestionChoosesTheFormatWhereTheRequestDoesNot(String body, boolean open) {
        assertThat(worked(body).formatByQuestion()).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"format\": \"csv\", \"options\": {\"delimiter\": \"\\t\", \"null_text\": \" \"}",
                "\"format\": \"tsv\", \"options\": {\"delimiter\": \"\\t\", \"null_text\": \"a,b\"}",
                "\"format\": \"jsonl\", \"compression\": \"zstd\", \"options\": {\"level\": 1}",
                "\"format\": \"parquet\", \"compression\": \"lz4\"",
                "\"format\": \"arrow\", \"compression\": \"lz4\"",
                "\"format\": \"parquet\", \"options\": {\"header\": true, \"quote\": \"minimal\", \"line_ending\": \"lf\", \"bom\": false, \"formula_guard\": false, \"null_text\": \"\"}",
                "\"format\": \"xlsx\", \"options\": {\"rows_per_part\": 1048575, \"sheets\": \"one\"}",
                "\"options\": {\"partition_by\": [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\"]}",
                "\"options\": {\"early_parts\": true, \"rows_per_part\": 1}",
                "\"options\": {\"partition_by\": [], \"early_parts\": false, \"level\": null}",
            })
    void whatIsPossibleIsTaken(String fields) {
        var answer = CLIENT.post("/v1/exports", "{\"question\": \"all orders\", " + fields + "}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "csv | snappy | {} | unsupported | /compression | csv is not compressed with snappy; choose none or gzip or zstd, or another format",
                "xlsx | snappy | {} | unsupported | /compression | choose none",
                "xlsx | gzip | {} | unsupported | /compression | choose none",
                "arrow | gzip | {} | unsupported | /compression | choose none or zstd or lz4",
                "csv | lz4 | {} | unsupported | /compression | choose",
                "csv | rar | {} | validation_failed | /compression | must be one of",
                "csv | none | {\"colour\": \"red\"} | validation_failed | /options/colour | not a field",
                "csv | none | {\"header\": \"yes\"} | validation_failed | /options/header | true or false",
                "csv | none | {\"delimiter\": \";;\"} | validation_failed | /options/delimiter | one character",
                "csv | none | {\"delimiter\": \"\"} | validation_failed | /options/delimiter | one character",
                "csv | none | {\"delimiter\": \"é\"} | validation_failed | /options/delimiter | one character",
                "csv | none | {\"delimiter\": \"\\\"\"} | validation_failed | /options/delimiter | quote",
                "csv | none | {\"delimiter\": \"\\n\"} | validation_failed | /options/delimiter | line break",
                "csv | none | {\"delimiter\": \"\\r\"} | validation_failed | /options/delimiter | line break",
                "csv | none | {\"delimiter\": 7} | validation_failed | /options/delimiter | string",
                "csv | none | {\"null_text\": \"a,b\"} | validation_failed | /options/null_text | delimiter",
                "csv | none | {\"null_text\": \"a;b\", \"delimiter\": \";\"} | validation_failed | /options/null_text | delimiter",
                "csv | none | {\"null_text\": \"\\\"\\\"\"} | validation_failed | /options/null_text | quote",
                "csv | none | {\"null_text\": \"a\\nb\"} | validation_failed | /options/null_text | line break",
                "tsv | none | {\"null_text\": \"a\\tb\"} | validation_failed | /options/null_text | delimiter",
                "tsv | none | {\"delimiter\": \",\"} | validation_failed | /options/delimiter | choose csv",
                "csv | none | {\"quote\": \"some\"} | validation_failed | /options/quote | must be one of",
                "csv | none | {\"line_ending\": \"cr\"} | validation_failed | /options/line_ending | must be one of",
                "parquet | zstd | {\"delimiter\": \",\"} | validation_failed | /options/delimiter | parquet has no delimiter",
                "parquet | zstd | {\"header\": false} | validation_failed | /options/header | not for parquet",
                "jsonl | none | {\"bom\": true} | validation_failed | /options/bom | not for jsonl",
                "jsonl | none | {\"null_text\": \"-\"} | validation_failed | /options/null_text | not for jsonl",
                "arrow | none | {\"quote\": \"all\"} | validation_failed | /options/quote | not for arrow",
                "xlsx | none | {\"line_ending\": \"crlf\"} | validation_failed | /options/line_ending | not for xlsx",
                "parquet | zstd | {\"formula_guard\": true} | validation_failed | /options/formula_guard | csv and tsv",
                "xlsx | none | {\"formula_guard\": true} | validation_failed | /options/formula_guard | csv and tsv",
                "csv | none | {\"formula_guard\": true, \"delimiter\": \"'\"} | validation_failed | /options/formula_guard | apostrophes",
                "csv | none | {\"formula_guard\": true, \"null_text\": \"'x\"} | validation_failed | /options/formula_guard | apostrophes",
                "xlsx | none | {\"bytes_per_part\": 2000000} | validation_failed | /options/bytes_per_part | split it by rows_per_part",
                "csv | none | {\"level\": 3} | validation_failed | /options/level | needs a compression",
                "csv | gzip | {\"level\": 0} | validation_failed | /options/level | from 1 to 9",
                "csv | gzip | {\"level\": 10} | validation_failed | /options/level | from 1 to 9",
                "csv | zstd | {\"level\": 23} | validation_failed | /options/level | from 1 to 22",
                "parquet | gzip | {\"level\": 22} | validation_failed | /options/level | from 1 to 9",
                "parquet | snappy | {\"level\": 1} | validation_failed | /options/level | not known to snappy",
                "parquet | zstd | {\"level\": 1.5} | validation_failed | /options/level | whole number",
                "xlsx | none | {\"level\": 1} | validation_failed | /options/level | compression",
                "csv | none | {\"bloom_filters\": [\"id\"]} | validation_failed | /options/bloom_filters | for parquet",
                "parquet | zstd | {\"bloom_filters\": [\"id\", \"id\"]} | validation_failed | /options/bloom_filters/1 | again",
                "csv | none | {\"sheets\": \"many\"} | validation_failed | /options/sheets | for xlsx",
                "xlsx | none | {\"sheets\": \"two\"} | validation_failed | /options/sheets | must be one of",
                "csv | none | {\"rows_per_part\": 0} | validation_failed | /options/rows_per_part | from 1",
                "xlsx | none | {\"rows_per_part\": 1048576} | validation_failed | /options/rows_per_part | 1048575",
                "csv | none | {\"bytes_per_part\": 1048575} | validation_failed | /options/bytes_per_part | from 1048576",
                "csv | none | {\"bytes_per_part\": 9000000000000000} | validation_failed | /options/bytes_per_part | to 5497558138880",
                "csv | none | {\"partition_by\": [\"a\", \"b\", \"a\"]} | validation_failed | /options/partition_by/2 | must not name a again",
                "csv | none | {\"partition_by\": [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]} | validation_failed | /options/partition_by | at most 8",
                "csv | none | {\"partition_by\": [\"\"]} | validation_failed | /options/partition_by/0 | string",
                "csv | none | {\"partition_by\": \"\"} | validation_failed | /options/partition_by | empty",
                "csv | none | {\"partition_by\": {\"a\": 1}} | validation_failed | /options/partition_by | array",
                "csv | none | {\"early_parts\": true} | validation_failed | /options/early_parts | needs rows_per_part",
                "csv | none | {\"row_limit\": 0} | validation_failed | /options/row_limit | from 1",
                "csv | none | {\"file_name\": \"../x\"} | validation_failed | /options/file_name | plain name",
                "csv | none | {\"file_name\": \"a/b\"} | validation_failed | /options/file_name | plain name",
                "csv | none | {\"file_name\": \"..\\\\x\"} | validation_failed | /options/file_name | plain name",
                "csv | none | {\"file_name\": \".hidden\"} | validation_failed | /options/file_name | plain name",
                "csv | none | {\"file_name\": \"a\\\"b\"} | validation_failed | /options/file_name | plain name",
                "csv | none | {\"file_name\": \"\"} | validation_failed | /options/file_name | empty",
            })
    void whatIsNotPossibleIsRefusedWithItsReason(
            String format,
            String compression,
            String options,
            String code,
            String pointer,
            String reason) {
        var answer =
                CLIENT.post(
                        "/v1/exports",
                        Json.write(
                                java.util.Map.of(
                                        "sql",
                                        "SELECT 1",
                                        "format",
                                        format,
                                        "compression",
                                        compression,
                                        "options",
                                        Json.mapper().readTree(options))));

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo(code);
        var error = answer.json().at("/errors/0");
        assertThat(error.path("pointer").asString()).isEqualTo(pointer);
        assertThat(error.path("detail").asString()).contains(reason);
        assertThat(answer.json().path("errors")).hasSize(1);
    }
}
