package dev.sluice.embedded.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.embedded.Directories;
import dev.sluice.embedded.Ports;
import dev.sluice.embedded.S3Endpoint;
import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GetObjectArgs;
import io.minio.Http;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListPartsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.StatObjectArgs;
import io.minio.UploadPartArgs;
import io.minio.messages.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// By the protocol, with a client of its own, against the server that keeps objects as files.
class JoinedUploadsIT {
    private static final String BUCKET = "results";
    private static final String KEY = "default/job_1/1/part-00000.csv";
    private static final int PART = 5 << 20;

    @TempDir Path directory;

    private S3Endpoint server;
    private MinioAsyncClient client;

    @BeforeEach
    void start() throws Exception {
        startServer();
        client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build()).get();
    }

    private void startServer() {
        server =
                S3Endpoint.start(
                        new S3Endpoint.Settings(
                                directory, "127.0.0.1", Ports.free(), "access", "secret-key"));
        client =
                MinioAsyncClient.builder()
                        .endpoint(server.endpoint())
                        .region(server.region())
                        .credentials(server.accessKey(), server.secretKey())
                        .build();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void makesAnObjectOfItsPartsAndKeepsWhatWasSaidAtItsBeginning() throws Exception {
        var id = begin(KEY);
        var parts = List.of(upload(id, 2, PART), upload(id, 3, 1000), upload(id, 1, PART));

        var written = complete(id, List.of(parts.get(2), parts.get(0), parts.get(1)));

        var found = client.statObject(stat()).get();
        assertThat(found.size()).isEqualTo(2 * PART + 1000);
        assertThat(found.contentType()).isEqualTo("text/csv");
        assertThat(found.userMetadata().get("made-by")).containsExactly("a test");
        assertThat(found.etag()).endsWith("-3").isEqualTo(written);
        assertThat(content())
                .isEqualTo(concatenated(bytes(1, PART), bytes(2, PART), bytes(3, 1000)));
        assertThat(filesBeside(KEY)).isEmpty();
    }

    @Test
    void showsNoObjectBeforeItIsWhole() throws Exception {
        var id = begin(KEY);
        upload(id, 1, PART);

        assertThat(parts(id)).containsExactly(1);
        assertThatThrownBy(() -> client.statObject(stat()).get()).hasMessageContaining("NoSuchKey");
        assertThat(buckets()).containsExactly(BUCKET);
    }

    @Test
    void goesOnWithTheUploadsOfAnEarlierRun() throws Exception {
        var id = begin(KEY);
        var first = upload(id, 1, PART);
        stop();
        startServer();

        var second = upload(id, 2, 77);

        assertThat(parts(id)).containsExactly(1, 2);
        complete(id, List.of(first, second));
        assertThat(content()).isEqualTo(concatenated(bytes(1, PART), bytes(2, 77)));
    }

    @Test
    void makesAnObjectInABucketOnAnotherVolume() throws Exception {
        var memory = Path.of("/dev/shm");
        assumeThat(Files.isWritable(memory)).isTrue();
        assumeThat(Files.getFileStore(memory)).isNotEqualTo(Files.getFileStore(directory));
        var volume = Files.createTempDirectory(memory, "sluice-bucket");
        try {
            Files.delete(directory.resolve(BUCKET));
            Files.createSymbolicLink(directory.resolve(BUCKET), volume);
            var id = begin(KEY);
            var parts = List.of(upload(id, 1, PART), upload(id, 2, 1000));
            var brokenOff = copyLeft(volume, Duration.ofHours(25));

            complete(id, parts);

            assertThat(brokenOff).doesNotExist();
            assertThat(content()).isEqualTo(concatenated(bytes(1, PART), bytes(2, 1000)));
            assertThat(client.statObject(stat()).get().contentType()).isEqualTo("text/csv");
            try (var files = Files.walk(volume)) {
                assertThat(files.filter(Files::isRegularFile)).hasSize(1);
            }
        } finally {
            Directories.delete(volume);
        }
    }

    @Test
    void deletesAtItsStartWhatAKilledServerHadCopiedIntoABucket() throws Exception {
        var bucket = directory.resolve(BUCKET);
        var old = copyLeft(bucket, Duration.ofHours(25));
        var young = copyLeft(bucket, Duration.ofHours(23));
        var somethingElse = Files.createFile(bucket.resolve(".joined-by-somebody"));
        age(somethingElse, Duration.ofDays(2));
        stop();

        startServer();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(somethingElse).exists();
    }

    private static Path copyLeft(Path bucket, Duration since) throws IOException {
        var copy = Files.createFile(bucket.resolve(".joined-" + UUID.randomUUID()));
        age(copy, since);
        return copy;
    }

    private static void age(Path file, Duration since) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(since)));
    }

    @Test
    void repeatsTheAnswerOfACompletionThatWasLost() throws Exception {
        var id = begin(KEY);
        var part = upload(id, 1, 1000);

        assertThat(complete(id, List.of(part))).isEqualTo(complete(id, List.of(part)));
        assertThat(content()).isEqualTo(bytes(1, 1000));
    }

    @Test
    void leavesNothingOfAnUploadThatWasGivenUp() throws Exception {
        var id = begin(KEY);
        upload(id, 1, PART);

        abort(id);

        assertThat(uploads()).isEmpty();
        assertThat(filesBeside(KEY)).isEmpty();
        assertThatThrownBy(() -> complete(id, List.of(new Part(1, "0".repeat(32)))))
                .hasMessageContaining("NoSuchUpload");
    }

    @Test
    void refusesAnUploadUnderTheIdOfAnotherKey() throws Exception {
        var id = begin(KEY);
        var part = upload(id, 1, 1000);

        assertThatThrownBy(() ->
                        client.completeMultipartUpload(
                                        CompleteMultipartUploadArgs.builder()
                                                .bucket(BUCKET)
                                                .object("another")
                                                .uploadId(id)
                                                .parts(new Part[] {part})
                                                .build())
                                .get())
                .isInstanceOf(ExecutionException.class);
        assertThat(parts(id)).containsExactly(1);
    }

    private String begin(String key) throws Exception {
        var headers = new Http.Headers(Http.Headers.CONTENT_TYPE, "text/csv");
        headers.put("x-amz-meta-made-by", "a test");
        return client.createMultipartUpload(
                        CreateMultipartUploadArgs.builder()
                                .bucket(BUCKET)
                                .object(key)
                                .headers(headers)
                                .build())
                .get()
                .result()
                .uploadId();
    }

    private Part upload(String id, int number, int length) throws Exception {
        return client.uploadPart(
                        UploadPartArgs.builder()
                                .bucket(BUCKET)
                                .object(KEY)
                                .uploadId(id)
                                .partNumber(number)
                                .data(bytes(number, length), length)
                                .build())
                .get()
                .part();
    }

    private String complete(String id, List<Part> parts) throws Exception {
        return client.completeMultipartUpload(
                        CompleteMultipartUploadArgs.builder()
                                .bucket(BUCKET)
                                .object(KEY)
                                .uploadId(id)
                                .parts(parts.toArray(Part[]::new))
                                .build())
                .get()
                .etag()
                .replace("\"", "");
    }

    private void abort(String id) throws Exception {
        client.abortMultipartUpload(
                        AbortMultipartUploadArgs.builder()
                                .bucket(BUCKET)
                                .object(KEY)
                                .uploadId(id)
                                .build())
                .get();
    }

    private List<Integer> parts(String id) throws Exception {
        return client
                .listParts(ListPartsArgs.builder().bucket(BUCKET).object(KEY).uploadId(id).build())
                .get()
                .result()
                .parts()
                .stream()
                .map(Part::partNumber)
                .toList();
    }

    private List<?> uploads() throws Exception {
        return client.listMultipartUploads(
                        ListMultipartUploadsArgs.builder().bucket(BUCKET).build())
                .get()
                .result()
                .uploads();
    }

    private List<String> buckets() throws Exception {
        return client.listBuckets().get().stream().map(bucket -> bucket.name()).toList();
    }

    private static StatObjectArgs stat() {
        return StatObjectArgs.builder().bucket(BUCKET).object(KEY).build();
    }

    private byte[] content() throws Exception {
        try (var object =
                client.getObject(GetObjectArgs.builder().bucket(BUCKET).object(KEY).build())
                        .get()) {
            return object.readAllBytes();
        }
    }

    private List<Path> filesBeside(String key) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(directory.resolve(BUCKET).resolve(key)))
                    .toList();
        }
    }

    private static byte[] bytes(long seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] concatenated(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
