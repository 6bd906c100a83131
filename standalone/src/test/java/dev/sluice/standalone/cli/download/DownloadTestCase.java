package dev.sluice.standalone.cli.download;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.standalone.cli.ScriptedServer;
import dev.sluice.standalone.cli.client.ExportFiles;
import dev.sluice.standalone.cli.client.ServerAddress;
import dev.sluice.standalone.cli.client.SluiceClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// Downloads from a store that answers, breaks off and refuses as a test tells it to.
abstract class DownloadTestCase {
    static final byte[] CSV = csv(5_000);

    final ScriptedServer server = new ScriptedServer();
    private final SluiceClient client =
            new SluiceClient(new ServerAddress(server.base(), "slc_test"));
    private final Downloads downloads =
            new Downloads(client, Duration.ofSeconds(2), Duration.ofMillis(5));
    final List<String> ranges = new CopyOnWriteArrayList<>();
    @TempDir Path directory = Path.of("");

    @AfterEach
    void stop() {
        downloads.close();
        client.close();
        server.close();
    }

    List<Downloaded> fetch(ExportFiles files, Path out) {
        return fetch(files, new Destination(out, false));
    }

    List<Downloaded> fetch(ExportFiles files, Destination out) {
        return downloads.fetch(files, out, true, DownloadProgress.SILENT);
    }

    /// Answers with the range asked for, and breaks the connection after `most` bytes.
    void sendFrom(HttpExchange exchange, byte[] content, int most) throws IOException {
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

    ExportFiles files(String format, String compression, ExportFiles.Part... parts) {
        var bytes = Arrays.stream(parts).mapToLong(ExportFiles.Part::bytes).sum();
        var rows = Arrays.stream(parts).mapToLong(ExportFiles.Part::rows).sum();
        return new ExportFiles(
                "job_1", format, compression, true, false, rows, bytes, List.of(), List.of(parts));
    }

    ExportFiles.Part part(byte[] content, long rows, String path) {
        return named("part-00000.csv", content, rows, path);
    }

    ExportFiles.Part named(String name, byte[] content, long rows, String path) {
        return new ExportFiles.Part(
                name,
                rows,
                content.length,
                sha256(content),
                server.base() + path,
                Instant.parse("2026-01-01T00:15:00Z"));
    }

    static byte[] csv(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> i + ",\"a text, with a comma, row " + i + "\"\n")
                .collect(Collectors.joining("", "id,text\n", ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
