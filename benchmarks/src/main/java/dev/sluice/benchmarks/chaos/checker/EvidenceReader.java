package dev.sluice.benchmarks.chaos.checker;

import io.minio.GetObjectArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.messages.ListMultipartUploadsResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Gathers the evidence from the servers themselves, past every proxy and every service.
///
/// @param jobs JDBC URL of the job database
/// @param source JDBC URL
public record EvidenceReader(
        String jobs,
        String source,
        String username,
        String password,
        URI store,
        String bucket,
        String accessKey,
        String secretKey) {
    private static final String REGION = "us-east-1";
    private static final int PAGE = 1_000;
    static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param history as it was written
    public Evidence read(Path history) {
        return new Evidence(entries(history), tables(), store0(), source0());
    }

    public static List<Entry> entries(Path history) {
        try (var lines = Files.lines(history)) {
            return lines.map(JSON::readTree).map(Entry::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether every job is at its end, every event has its place in the stream, and nobody works at the
    /// source.
    public boolean quiet() {
        try (var atJobs = DriverManager.getConnection(jobs, username, password);
                var atSource = DriverManager.getConnection(source, username, password)) {
            return TableReader.quiet(atJobs, atSource);
        } catch (SQLException e) {
            throw new IllegalStateException("the tables cannot be read", e);
        }
    }

    private Tables tables() {
        try (var connection = DriverManager.getConnection(jobs, username, password);
                var atSource = DriverManager.getConnection(source, username, password)) {
            return new TableReader(connection).read(atSource);
        } catch (SQLException e) {
            throw new IllegalStateException("the tables cannot be read", e);
        }
    }

    private Source source0() {
        return new PostgresSource(source, username, password);
    }

    private Bucket store0() {
        var client =
                MinioAsyncClient.builder()
                        .endpoint(store.toString())
                        .region(REGION)
                        .credentials(accessKey, secretKey)
                        .build();
        return new Bucket(
                sizes(client),
                uploads(client),
                key ->
                        client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build())
                                .join());
    }

    private Map<String, Long> sizes(MinioAsyncClient client) {
        var sizes = new TreeMap<String, Long>();
        @Nullable String next = null;
        do {
            var page =
                    client.listObjectsV2(
                                    ListObjectsV2Args.builder()
                                            .bucket(bucket)
                                            .maxKeys(PAGE)
                                            .continuationToken(next)
                                            .build())
                            .join()
                            .result();
            page.contents().forEach(object -> sizes.put(object.objectName(), object.size()));
            next = page.isTruncated() ? page.nextContinuationToken() : null;
        } while (next != null);
        return sizes;
    }

    private List<String> uploads(MinioAsyncClient client) {
        return client
                .listMultipartUploads(ListMultipartUploadsArgs.builder().bucket(bucket).build())
                .join()
                .result()
                .uploads()
                .stream()
                .map(ListMultipartUploadsResult.Upload::objectName)
                .toList();
    }
}
