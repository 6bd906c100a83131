package dev.sluice.objects;

import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.errors.MinioException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/// Signs links on this machine, without a word to the store: the region is known, and a signature
/// covers the host that the link names, not the one that we talk to.
final class LinkSigner {
    private static final Duration SHORTEST = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofDays(7);

    /// What a browser is told a file is, so that it never guesses.
    private static final Map<String, String> TYPES =
            Map.of(
                    "csv", "text/csv; charset=utf-8",
                    "tsv", "text/tab-separated-values; charset=utf-8",
                    "jsonl", "application/jsonl",
                    "arrow", "application/vnd.apache.arrow.stream",
                    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "json", "application/json",
                    "parquet", "application/vnd.apache.parquet",
                    "gz", "application/gzip",
                    "zst", "application/zstd");

    private final S3Settings settings;
    private final OkHttpClient http;

    LinkSigner(S3Settings settings, OkHttpClient http) {
        this.settings = settings;
        this.http = http;
    }

    ObjectStore.SignedUrl sign(
            String key, Duration lifetime, String fileName, @Nullable String publicEndpoint) {
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a link lives 60 seconds to 7 days, not " + lifetime);
        }
        var arguments =
                GetPresignedObjectUrlArgs.builder()
                        .method(Http.Method.GET)
                        .bucket(settings.bucket())
                        .object(key)
                        .expiry((int) lifetime.toSeconds())
                        .extraQueryParams(
                                Map.of(
                                        "response-content-disposition",
                                        ContentDisposition.attachment(fileName),
                                        "response-content-type",
                                        contentType(fileName)))
                        .build();
        // A signature counts from the second it was made in.
        var expiresAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(lifetime);
        try {
            var url = signerFor(publicEndpoint).getPresignedObjectUrl(arguments);
            return new ObjectStore.SignedUrl(url, expiresAt);
        } catch (MinioException e) {
            throw StoreFailures.problem("sign a link", StoreFailures.cause(e));
        }
    }

    /// Not kept: a client is a handful of fields over the shared HTTP client, and the endpoint may be
    /// the host name of a request, of which there can be any number.
    private MinioAsyncClient signerFor(@Nullable String publicEndpoint) {
        var endpoint = settings.publicUrl() == null ? settings.endpoint() : settings.publicUrl();
        if (publicEndpoint != null) {
            endpoint = S3Settings.address("the public endpoint", publicEndpoint);
        }
        return MinioAsyncClient.builder()
                .endpoint(endpoint)
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(http)
                .build();
    }

    private static String contentType(String fileName) {
        var extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
