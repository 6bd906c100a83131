package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3EndpointIT {
    private static final String BUCKET = "results";
    private static final String KEY = "default/job_1/1/part-00000.csv";
    private static final long PART_BYTES = 5L << 20;

    @TempDir Path directory;

    private final byte[] content = new byte[12 << 20];
    private S3Endpoint server;
    private MinioClient client;

    @BeforeEach
    void putAnObjectOfThreeParts() throws Exception {
        new Random(1).nextBytes(content);
        server =
                S3Endpoint.start(
                        new S3Endpoint.Settings(
                                directory, "127.0.0.1", Ports.free(), "access", "secret-key"));
        client =
                MinioClient.builder()
                        .endpoint(server.endpoint())
                        .region(server.region())
                        .credentials(server.accessKey(), server.secretKey())
                        .build();
        client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
        client.putObject(
                PutObjectArgs.builder().bucket(BUCKET).object(KEY).stream(
                                new ByteArrayInputStream(content), -1L, PART_BYTES)
                        .build());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void servesASignedLink() throws Exception {
        var answer = get(HttpRequest.newBuilder(signedLink()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(content);
    }

    @Test
    void servesARangeOfASignedLink() throws Exception {
        var answer = get(HttpRequest.newBuilder(signedLink()).header("Range", "bytes=100-199"));

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(content, 100, 200));
    }

    @Test
    void refusesALinkWhoseSignatureWasChanged() throws Exception {
        var tampered =
                URI.create(
                        signedLink().toString().replace("X-Amz-Expires=900", "X-Amz-Expires=901"));

        assertThat(get(HttpRequest.newBuilder(tampered)).statusCode()).isEqualTo(403);
    }

    @Test
    void refusesAnonymousReaders() throws Exception {
        var plain = URI.create(server.endpoint() + "/" + BUCKET + "/" + KEY);

        assertThat(get(HttpRequest.newBuilder(plain)).statusCode()).isEqualTo(403);
    }

    private URI signedLink() throws Exception {
        return URI.create(
                client.getPresignedObjectUrl(
                        GetPresignedObjectUrlArgs.builder()
                                .method(Http.Method.GET)
                                .bucket(BUCKET)
                                .object(KEY)
                                .expiry(900)
                                .build()));
    }

    private static HttpResponse<byte[]> get(HttpRequest.Builder request) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
