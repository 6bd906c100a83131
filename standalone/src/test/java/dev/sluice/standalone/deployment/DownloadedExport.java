package dev.sluice.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The files of an export as anybody fetches them: by their signed links, each held against what the
/// manifest says of it.
///
/// @param keys of the objects, read from the links
/// @param paths in the order of the parts
/// @param hashes SHA-256 in the order of the parts
record DownloadedExport(List<String> keys, List<Path> paths, List<String> hashes) {

    /// @param files what `GET /v1/jobs/{id}/files` answered
    /// @param bucket that the links name before the key
    static DownloadedExport fetch(JsonNode files, String bucket, Path directory) {
        var keys = new ArrayList<String>();
        var paths = new ArrayList<Path>();
        var hashes = new ArrayList<String>();
        try (var http = HttpClient.newHttpClient()) {
            for (var part : files.path("parts")) {
                var name = part.path("name").asString();
                var link = URI.create(part.path("url").asString());
                var path = fetch(http, link, directory.resolve(name));
                keys.add(link.getPath().substring(bucket.length() + 2));
                paths.add(path);
                hashes.add(sha256(path));
                assertThat(sha256(path)).as(name).isEqualTo(part.path("sha256").asString());
                assertThat(Files.size(path)).as(name).isEqualTo(part.path("bytes").asLong());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(keys).doesNotHaveDuplicates();
        return new DownloadedExport(keys, paths, hashes);
    }

    private static Path fetch(HttpClient http, URI link, Path file) throws IOException {
        try {
            var answer = http.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofFile(file));
            assertThat(answer.statusCode()).as(link.getPath()).isEqualTo(200);
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Numbers of the attempts under whose prefixes the objects lie: `{tenant}/{job}/{attempt}/…`.
    List<Integer> attempts() {
        return keys.stream()
                .map(key -> Integer.valueOf(key.split("/")[2]))
                .distinct()
                .sorted()
                .toList();
    }
}
