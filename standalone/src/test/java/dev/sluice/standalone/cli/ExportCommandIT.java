package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standalone.RunningServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// The command against a whole server: what it asks for is written, and what was written is fetched.
class ExportCommandIT {
    private static final int SALES = 20_000;

    @TempDir private static Path data;
    private static RunningServer server;

    @TempDir private Path directory = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        server = RunningServer.start(data, SALES);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "csv, none, csv",
        "csv, gzip, csv.gz",
        "tsv, zstd, tsv.zst",
        "jsonl, gzip, jsonl.gz",
        "parquet, lz4, parquet",
        "arrow, zstd, arrow",
        "xlsx, none, xlsx",
    })
    void writesAndFetchesEveryFormat(String format, String compression, String extension)
            throws IOException {
        export(
                "--sql",
                "SELECT * FROM sales_data",
                "--format",
                format,
                "--compression",
                compression,
                "--file-name",
                "sales",
                "--out",
                directory.toString());

        assertThat(out.toString()).contains("20,000 rows", "1 file", "SHA-256 as in the manifest");
        assertThat(directory.resolve("sales." + extension)).isNotEmptyFile();
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void partitionsBecomeFoldersWithTheirValues() throws IOException {
        export(
                "--sql",
                "SELECT store_id, region, store_type FROM stores",
                "--partition-by",
                "region,store_type",
                "--null-text",
                "-",
                "--out",
                directory.resolve("stores").toString());

        var files = filesBelow(directory.resolve("stores"));
        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> {
                    var type = folder(file, 1);
                    var region = folder(file, 2);
                    assertThat(Files.readAllLines(file))
                            .hasSizeGreaterThan(1)
                            .startsWith("store_id,region,store_type")
                            .allMatch(line ->
                                    line.startsWith("store_id") || line.endsWith("," + type))
                            .allMatch(line ->
                                    line.startsWith("store_id")
                                            || line.contains("," + region + ","));
                });
    }

    @Test
    void severalFilesHoldEveryRowOnce() throws IOException {
        export(
                "--sql",
                "SELECT sale_id FROM sales_data",
                "--rows-per-part",
                "3000",
                "--no-header",
                "--out",
                directory.resolve("ids").toString());

        var lines = new ArrayList<String>();
        for (var file : filesBelow(directory.resolve("ids"))) {
            assertThat(Files.readAllLines(file)).hasSizeBetween(1, 3000);
            lines.addAll(Files.readAllLines(file));
        }
        assertThat(lines).hasSize(SALES).doesNotHaveDuplicates();
    }

    /// The value in a folder's name.
    ///
    /// @param up 1 for the folder that the file is in
    private static String folder(Path file, int up) {
        var name = file.getName(file.getNameCount() - 1 - up).toString();
        return name.substring(name.indexOf('=') + 1);
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private void export(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", server.url().toString(), "--key", server.apiKey()));
        var code =
                new CommandLine(new ExportCommand())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(all.toArray(String[]::new));
        assertThat(code).as(out.toString() + err).isZero();
    }
}
