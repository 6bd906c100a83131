package dev.sluice.standalone.cli.download;

import dev.sluice.standalone.cli.client.CliFailure;
import dev.sluice.standalone.cli.client.StallGuard;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.LongConsumer;

/// Fetches one file into `<name>.part` and goes on where an earlier try stopped, until it has as many
/// bytes as the manifest says.
final class PartDownload {
    private static final int TRIES_WITHOUT_PROGRESS = 6;
    private static final int FRESH_LINKS_WITHOUT_PROGRESS = 3;

    private final HttpClient http;
    private final Duration patience;
    private final Duration pause;

    /// @param patience how long a connection may be silent
    /// @param pause before the second try; it doubles from then on
    PartDownload(HttpClient http, Duration patience, Duration pause) {
        this.http = http;
        this.patience = patience;
        this.pause = pause;
    }

    /// @param expected bytes of the whole file
    /// @param partial where the bytes go; what is there already is kept
    /// @param received hears how many bytes are there
    void fetch(
            String name, long expected, FreshLinks.Link link, Path partial, LongConsumer received)
            throws IOException {
        var failures = 0;
        var refusals = 0;
        for (var have = have(partial, expected); have < expected; ) {
            received.accept(have);
            var before = have;
            try {
                var outcome = read(link.url(), have, partial, received);
                if (outcome == Outcome.REFUSED) {
                    refusals++;
                    if (refusals > FRESH_LINKS_WITHOUT_PROGRESS) {
                        throw new CliFailure(
                                "The object store refuses even fresh links to " + name + ".");
                    }
                    link.renew();
                } else if (outcome == Outcome.RANGE_NOT_SATISFIABLE) {
                    Files.deleteIfExists(partial);
                }
            } catch (IOException e) {
                failures++;
                if (failures >= TRIES_WITHOUT_PROGRESS) {
                    throw new CliFailure(
                            "The download of "
                                    + name
                                    + " broke off "
                                    + failures
                                    + " times without progress ("
                                    + e.getMessage()
                                    + "). The same command goes on from "
                                    + partial
                                    + ".",
                            e);
                }
                sleep(pause.multipliedBy(1L << (failures - 1)));
            }
            have = have(partial, expected);
            if (have > before) {
                failures = 0;
                refusals = 0;
            }
        }
        if (expected == 0 && !Files.exists(partial)) {
            Files.createFile(partial);
        }
        received.accept(expected);
    }

    private enum Outcome {
        READ,
        REFUSED,
        RANGE_NOT_SATISFIABLE
    }

    private Outcome read(String url, long have, Path partial, LongConsumer received)
            throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(patience).GET();
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        var response = send(request.build());
        try (var body = new StallGuard(response.body(), patience)) {
            return switch (response.statusCode()) {
                case 200 -> {
                    append(body, partial, 0, received); // the server ignores ranges: from the start
                    yield Outcome.READ;
                }
                case 206 -> {
                    append(body, partial, have, received);
                    yield Outcome.READ;
                }
                case 416 -> Outcome.RANGE_NOT_SATISFIABLE;
                case 400, 401, 403, 404, 410 -> Outcome.REFUSED; // most likely expired
                default ->
                        throw new IOException("the object store answered " + response.statusCode());
            };
        }
    }

    private static void append(StallGuard body, Path partial, long have, LongConsumer received)
            throws IOException {
        var options =
                have > 0
                        ? new StandardOpenOption[] {
                            StandardOpenOption.WRITE, StandardOpenOption.APPEND
                        }
                        : new StandardOpenOption[] {
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING
                        };
        try (var file = Files.newOutputStream(partial, options)) {
            var buffer = new byte[1 << 16];
            var position = have;
            for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
                file.write(buffer, 0, length);
                position += length;
                received.accept(position);
            }
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("Interrupted.", e);
        }
    }

    /// Bytes on disk. More than the file has were left by another export: they go.
    private static long have(Path partial, long expected) throws IOException {
        if (!Files.exists(partial)) {
            return 0;
        }
        var size = Files.size(partial);
        if (size > expected) {
            Files.delete(partial);
            return 0;
        }
        return size;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("Interrupted.", e);
        }
    }
}
