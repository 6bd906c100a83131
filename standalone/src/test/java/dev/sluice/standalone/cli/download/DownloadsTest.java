package dev.sluice.standalone.cli.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Json;
import dev.sluice.standalone.cli.ScriptedServer;
import dev.sluice.standalone.cli.client.CliFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DownloadsTest extends DownloadTestCase {
    @Test
    void aFileArrivesUnderItsNameAndEqualsItsManifest() throws IOException {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));
        var target = directory.resolve("new/out.csv");

        var fetched = fetch(files("csv", "none", part(CSV, 5_000, "/part")), target);

        assertThat(target).hasBinaryContent(CSV);
        assertThat(fetched.getFirst().rows()).isEqualTo(5_000);
        assertThat(fetched.getFirst().sha256()).isEqualTo(sha256(CSV));
        assertThat(directory.resolve("new")).isDirectoryNotContaining("glob:**.part");
        assertThat(ranges).containsExactly("");
    }

    @Test
    void aCutConnectionGoesOnWhereItStopped() throws IOException {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, 20_000));
        var target = directory.resolve("out.csv");

        fetch(files("csv", "none", part(CSV, 5_000, "/part")), target);

        assertThat(target).hasBinaryContent(CSV);
        assertThat(starts()).hasSizeGreaterThan(3).isSorted().startsWith(0);
    }

    @Test
    void anEarlierTryIsGoneOnWith() throws IOException {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));
        var target = directory.resolve("out.csv");
        Files.write(directory.resolve("out.csv.part"), Arrays.copyOf(CSV, 1_000));

        fetch(files("csv", "none", part(CSV, 5_000, "/part")), target);

        assertThat(target).hasBinaryContent(CSV);
        assertThat(ranges).containsExactly("bytes=1000-");
    }

    @Test
    void whatAnotherExportLeftIsThrownAway() throws IOException {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));
        var target = directory.resolve("out.csv");
        Files.write(directory.resolve("out.csv.part"), new byte[2_000]);

        fetch(files("csv", "none", part(CSV, 5_000, "/part")), target);

        assertThat(target).hasBinaryContent(CSV);
        assertThat(ranges).containsExactly("bytes=2000-", "");
    }

    @Test
    void moreBytesThanTheFileHasAreThrownAway() throws IOException {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));
        var target = directory.resolve("out.csv");
        Files.write(directory.resolve("out.csv.part"), new byte[CSV.length + 1]);

        fetch(files("csv", "none", part(CSV, 5_000, "/part")), target);

        assertThat(target).hasBinaryContent(CSV);
        assertThat(ranges).containsExactly("");
    }

    @Test
    void aServerThatIgnoresRangesIsReadFromTheStart() throws IOException {
        server.on(
                "GET /part",
                exchange ->
                        ScriptedServer.send(
                                exchange,
                                200,
                                "text/csv",
                                new String(CSV, StandardCharsets.UTF_8)));
        Files.write(directory.resolve("out.csv.part"), Arrays.copyOf(CSV, 1_000));

        fetch(files("csv", "none", part(CSV, 5_000, "/part")), directory.resolve("out.csv"));

        assertThat(directory.resolve("out.csv")).hasBinaryContent(CSV);
    }

    @Test
    void anExpiredLinkIsReplacedByAFreshOneInTheMiddle() throws IOException {
        var requests = new AtomicInteger();
        server.on(
                "GET /old",
                exchange -> {
                    if (requests.getAndIncrement() == 0) {
                        sendFrom(exchange, CSV, 30_000);
                    } else {
                        ScriptedServer.send(exchange, 403, "application/xml", "<Error/>");
                    }
                });
        server.on("GET /fresh", exchange -> sendFrom(exchange, CSV, CSV.length));
        var files = files("csv", "none", part(CSV, 5_000, "/old"));
        server.on(
                "GET /v1/jobs/job_1/files",
                200,
                Json.write(files("csv", "none", part(CSV, 5_000, "/fresh"))));

        fetch(files, directory.resolve("out.csv"));

        assertThat(directory.resolve("out.csv")).hasBinaryContent(CSV);
        assertThat(starts()).hasSize(2).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aStoreThatRefusesFreshLinksTooIsReported() {
        server.on("GET /old", 403, "{}");
        var files = files("csv", "none", part(CSV, 5_000, "/old"));
        server.on("GET /v1/jobs/job_1/files", 200, Json.write(files));

        assertThatThrownBy(() -> fetch(files, directory.resolve("out.csv")))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("refuses even fresh links");
    }

    @Test
    void aStoreThatKeepsFailingIsReportedAndThePartStays() throws IOException {
        Files.write(directory.resolve("out.csv.part"), Arrays.copyOf(CSV, 1_000));
        server.on("GET /part", 500, "{}");

        assertThatThrownBy(() ->
                        fetch(
                                files("csv", "none", part(CSV, 5_000, "/part")),
                                directory.resolve("out.csv")))
                .isInstanceOf(CliFailure.class)
                .hasMessageContainingAll("broke off 6 times", "out.csv.part", "500");
        assertThat(directory.resolve("out.csv.part")).hasSize(1_000);
        assertThat(directory.resolve("out.csv")).doesNotExist();
    }

    @Test
    void aConnectionThatFallsSilentIsTakenUpAgain() throws IOException {
        var requests = new AtomicInteger();
        server.on(
                "GET /part",
                exchange -> {
                    if (requests.getAndIncrement() == 0) {
                        exchange.sendResponseHeaders(200, CSV.length);
                        exchange.getResponseBody().write(CSV, 0, 10_000);
                        exchange.getResponseBody().flush(); // and then nothing, without closing
                    } else {
                        sendFrom(exchange, CSV, CSV.length);
                    }
                });

        fetch(files("csv", "none", part(CSV, 5_000, "/part")), directory.resolve("out.csv"));

        assertThat(directory.resolve("out.csv")).hasBinaryContent(CSV);
        assertThat(starts()).hasSize(1).allSatisfy(start -> assertThat(start).isPositive());
    }

    @Test
    void otherBytesThanTheManifestSaysNeverGetTheName() {
        var other = CSV.clone();
        other[100] ^= 1;
        server.on("GET /part", exchange -> sendFrom(exchange, other, other.length));

        assertThatThrownBy(() ->
                        fetch(
                                files("csv", "none", part(CSV, 5_000, "/part")),
                                directory.resolve("out.csv")))
                .isInstanceOf(CliFailure.class)
                .hasMessageContainingAll("does not equal its manifest", "SHA-256");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aManifestWithAnotherRowCountIsReported() {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));

        assertThatThrownBy(() ->
                        fetch(
                                files("csv", "none", part(CSV, 5_001, "/part")),
                                directory.resolve("out.csv")))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("5000 rows instead of 5001");
    }

    @Test
    void rowsAreCountedUnderGzipToo() throws IOException {
        var packed = gzip(CSV);
        server.on("GET /part", exchange -> sendFrom(exchange, packed, packed.length));

        var fetched =
                fetch(
                        files("csv", "gzip", part(packed, 5_000, "/part")),
                        directory.resolve("out.csv.gz"));

        assertThat(fetched.getFirst().rows()).isEqualTo(5_000);
    }

    @Test
    void anEmptyFileIsAFile() throws IOException {
        fetch(files("csv", "none", part(new byte[0], 0, "/never")), directory.resolve("out.csv"));

        assertThat(directory.resolve("out.csv")).isEmptyFile();
    }

    @Test
    void freshLinksServeTheFilesThatFollow() throws IOException {
        server.on("GET /old", 403, "{}");
        server.on("GET /fresh", exchange -> sendFrom(exchange, CSV, CSV.length));
        var minted = new AtomicInteger();
        var fresh =
                Json.write(
                        files(
                                "csv",
                                "none",
                                named("part-00000.csv", CSV, 5_000, "/fresh"),
                                named("part-00001.csv", CSV, 5_000, "/fresh")));
        server.on(
                "GET /v1/jobs/job_1/files",
                exchange -> {
                    minted.incrementAndGet();
                    ScriptedServer.send(exchange, 200, "application/json", fresh);
                });

        fetch(
                files(
                        "csv",
                        "none",
                        named("part-00000.csv", CSV, 5_000, "/old"),
                        named("part-00001.csv", CSV, 5_000, "/old")),
                directory);

        assertThat(minted).hasValue(1);
        assertThat(directory.resolve("part-00001.csv")).hasBinaryContent(CSV);
    }

    @Test
    void rowsOfJsonLinesAreCounted() throws IOException {
        var lines = "{\"a\":1}\n{\"a\":\"x\\ny\"}\n".getBytes(StandardCharsets.UTF_8);
        server.on("GET /part", exchange -> sendFrom(exchange, lines, lines.length));

        var fetched =
                fetch(
                        files("jsonl", "none", part(lines, 2, "/part")),
                        directory.resolve("out.jsonl"));

        assertThat(fetched.getFirst().rows()).isEqualTo(2);
    }

    @Test
    void lineBreaksInsideQuotesEndNoRow() throws IOException {
        assertThat(rows("a,b\n1,\"x\ny\"\"\n\"\n2,z\n")).isEqualTo(2);
        assertThat(rows("a\n1\n2")).isEqualTo(2);
        assertThat(rows("a\n")).isZero();
        assertThat(rows("")).isZero();
        assertThat(rows("a\n\n\n")).as("a column of nulls").isEqualTo(2);
    }

    private static long rows(String csv) throws IOException {
        return CsvRows.count(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }

    /// Where each request began. The JDK's client may drop what it had buffered when a connection breaks,
    /// so that a start is known only to lie within what was sent.
    private List<Integer> starts() {
        return ranges.stream()
                .map(range ->
                        range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", "")))
                .toList();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }
}
