package dev.sluice.benchmarks.chaos.load;

import dev.sluice.benchmarks.chaos.history.History;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/// Takes what a job has come to, and holds it against what is said of it.
final class Fetching {
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int TRIES = 8;
    private static final int BUFFER = 32 << 10;

    private final Tenant tenant;
    private final History history;
    private final Bounds bounds;
    private final Random random;

    Fetching(Tenant tenant, History history, Bounds bounds, Random random) {
        this.tenant = tenant;
        this.history = history;
        this.bounds = bounds;
        this.random = random;
    }

    void fetch(String id, String type) {
        for (var tries = 1; tries <= TRIES && bounds.patient(); tries++) {
            try {
                if (type.equals("export") ? files(id) : result(id)) {
                    return;
                }
            } catch (IOException _) {
                // reading changes nothing: it is tried again
                Bounds.pause(BETWEEN);
            }
            Bounds.pause(BETWEEN);
        }
    }

    private boolean result(String id) throws IOException {
        var answer = tenant.api().get(random.nextInt(2), "/v1/jobs/" + id + "/result");
        history.line("result")
                .with("job", id)
                .with("status", answer.status())
                .with("rows", answer.good() ? answer.body().path("rows") : null)
                .write();
        return !answer.later();
    }

    private boolean files(String id) throws IOException {
        var answer = tenant.api().get(random.nextInt(2), "/v1/jobs/" + id + "/files");
        history.line("files")
                .with("job", id)
                .with("status", answer.status())
                .with(
                        "row_count",
                        answer.good() ? answer.body().path("row_count").asLong(-1) : null)
                .write();
        if (!answer.good()) {
            return !answer.later();
        }
        for (var part : answer.body().path("parts")) {
            download(id, part);
        }
        return true;
    }

    private void download(String id, JsonNode part) throws IOException {
        var answer = tenant.api().download(URI.create(part.path("url").asString("")));
        var digest = sha256();
        var bytes = 0L;
        try (var body = answer.body()) {
            var buffer = new byte[BUFFER];
            for (var count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                digest.update(buffer, 0, count);
                bytes += count;
            }
        }
        history.line("download")
                .with("job", id)
                .with("part", part.path("name").asString(""))
                .with("status", answer.statusCode())
                .with("bytes", bytes)
                .with("sha256", HexFormat.of().formatHex(digest.digest()))
                .with("said_bytes", part.path("bytes").asLong(-1))
                .with("said_sha256", part.path("sha256").asString(""))
                .write();
        if (answer.statusCode() >= 500) {
            throw new IOException("the store is away");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
