package dev.sluice.standalone.cli.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.model.Json;
import dev.sluice.standalone.cli.ScriptedServer;
import dev.sluice.standalone.cli.client.CliFailure;
import dev.sluice.standalone.cli.client.ExportFiles;
import dev.sluice.standalone.cli.client.ServerAddress;
import dev.sluice.standalone.cli.client.SluiceClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadsTest {
    private static final byte[] CSV = csv(5_000);

    private final ScriptedServer server = new ScriptedServer();
    private final SluiceClient client =
            new SluiceClient(new ServerAddress(server.base(), "slc_test"));
    private final Downloads downloads =
            new Downloads(client, Duration.ofSeconds(2), Duration.ofMillis(5));
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    @TempDir private Path directory = Path.of("");

    @AfterEach
    void stop() {
        downloads.close();
        client.close();
        server.close();
    }

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
    void severalFilesGoIntoADirectory() throws IOException {
        server.on("GET /a", exchange -> sendFrom(exchange, CSV, CSV.length));
        var small = csv(3);
        server.on("GET /b", exchange -> sendFrom(exchange, small, small.length));
        var files =
                files(
                        "csv",
                        "none",
                        named("part-00000.csv", CSV, 5_000, "/a"),
                        named("part-00001.csv", small, 3, "/b"));

        fetch(files, directory.resolve("many"));

        assertThat(directory.resolve("many/part-00000.csv")).hasBinaryContent(CSV);
        assertThat(directory.resolve("many/part-00001.csv")).hasBinaryContent(small);
        var occupied = Files.writeString(directory.resolve("file"), "x");
        assertThatThrownBy(() -> fetch(files, occupied))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("name a directory");
    }

    @Test
    void oneFileIntoADirectoryKeepsItsName() throws IOException {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));

        fetch(files("csv", "none", part(CSV, 5_000, "/part")), directory);

        assertThat(directory.resolve("part-00000.csv")).hasBinaryContent(CSV);
    }

    @Test
    void anEmptyFileIsAFile() throws IOException {
        fetch(files("csv", "none", part(new byte[0], 0, "/never")), directory.resolve("out.csv"));

        assertThat(directory.resolve("out.csv")).isEmptyFile();
    }

    @Test
    void partitionsBecomeFolders() throws IOException {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));
        var name = "region=E%2FU/sector=__HIVE_DEFAULT_PARTITION__/part-00000.csv";

        fetch(files("csv", "none", named(name, CSV, 5_000, "/part")), directory.resolve("new"));

        assertThat(directory.resolve("new").resolve(name)).hasBinaryContent(CSV);
    }

    @Test
    void oneFileOfSeveralThatWereAskedForGoesIntoADirectoryToo() throws IOException {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));
        var files = files("csv", "none", part(CSV, 5_000, "/part"));

        fetch(files, Destination.of(directory.resolve("split").toString(), true));
        fetch(files, Destination.of(directory.resolve("slash") + "/", false));

        assertThat(directory.resolve("split/part-00000.csv")).hasBinaryContent(CSV);
        assertThat(directory.resolve("slash/part-00000.csv")).hasBinaryContent(CSV);
    }

    @Test
    void whatIsThereAlreadyIsCheckedAndNotFetchedAgain() throws IOException {
        server.on("GET /a", exchange -> sendFrom(exchange, CSV, CSV.length));
        var small = csv(3);
        server.on("GET /b", exchange -> sendFrom(exchange, small, small.length));
        var files =
                files(
                        "csv",
                        "none",
                        named("part-00000.csv", CSV, 5_000, "/a"),
                        named("part-00001.csv", small, 3, "/b"));
        Files.write(directory.resolve("part-00000.csv"), CSV);
        var changed = small.clone();
        changed[5] ^= 1;
        Files.write(directory.resolve("part-00001.csv"), changed);

        var fetched = fetch(files, directory);

        assertThat(fetched).hasSize(2);
        assertThat(ranges).as("only the one that differs").containsExactly("");
        assertThat(directory.resolve("part-00001.csv")).hasBinaryContent(small);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../part.csv",
                "a/../../part.csv",
                "..",
                "/etc/passwd",
                "a//b.csv",
                "./b.csv",
                "a\\..\\b.csv",
                "...",
                "a/\u0000b.csv",
                "a/",
                " ",
            })
    void noNameLeadsOutOfTheDirectory(String name) {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));
        var files = files("csv", "none", named(name, CSV, 5_000, "/part"));

        assertThatThrownBy(() -> fetch(files, new Destination(directory.resolve("in"), true)))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("file name that cannot be used");
        assertThat(directory.resolve("in")).isEmptyDirectory();
        assertThat(directory.resolve("part.csv")).doesNotExist();
        assertThat(ranges).isEmpty();
    }

    @Test
    void aLinkAmongTheFoldersLeadsNowhereElse() throws IOException {
        var elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        var target = Files.createDirectory(directory.resolve("in"));
        Files.createSymbolicLink(target.resolve("region=EU"), elsewhere);
        var files = files("csv", "none", named("region=EU/part.csv", CSV, 5_000, "/part"));

        assertThatThrownBy(() -> fetch(files, target))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("leads out of");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void twoFilesOfOneNameAreRefused() {
        var files =
                files(
                        "csv",
                        "none",
                        named("part.csv", CSV, 5_000, "/a"),
                        named("part.csv", csv(3), 3, "/b"));

        assertThatThrownBy(() -> fetch(files, directory))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("twice");
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

    private List<Downloaded> fetch(ExportFiles files, Path out) {
        return fetch(files, new Destination(out, false));
    }

    private List<Downloaded> fetch(ExportFiles files, Destination out) {
        return downloads.fetch(files, out, true, DownloadProgress.SILENT);
    }

    /// Where each request began. The JDK's client may drop what it had buffered when a connection breaks,
    /// so that a start is known only to lie within what was sent.
    private List<Integer> starts() {
        return ranges.stream()
                .map(range ->
                        range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", "")))
                .toList();
    }

    /// Answers with the range asked for, and breaks the connection after `most` bytes.
    private void sendFrom(HttpExchange exchange, byte[] content, int most) throws IOException {
        var range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "" : range);
        var from = range == null ? 0 : Integer.parseInt(range.substring(6, range.length() - 1));
        if (from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
        exchange.getResponseBody().write(content, from, Math.min(most, content.length - from));
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private ExportFiles files(String format, String compression, ExportFiles.Part... parts) {
        var bytes = Arrays.stream(parts).mapToLong(ExportFiles.Part::bytes).sum();
        var rows = Arrays.stream(parts).mapToLong(ExportFiles.Part::rows).sum();
        return new ExportFiles(
                "job_1", format, compression, true, false, rows, bytes, List.of(), List.of(parts));
    }

    private ExportFiles.Part part(byte[] content, long rows, String path) {
        return named("part-00000.csv", content, rows, path);
    }

    private ExportFiles.Part named(String name, byte[] content, long rows, String path) {
        return new ExportFiles.Part(
                name,
                rows,
                content.length,
                sha256(content),
                server.base() + path,
                Instant.parse("2026-01-01T00:15:00Z"));
    }

    private static byte[] csv(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> i + ",\"a text, with a comma, row " + i + "\"\n")
                .collect(Collectors.joining("", "id,text\n", ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
