package dev.sluice.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinioObjectStoreIT {
    private static final int MIB = 1024 * 1024;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static S3Settings settings;
    private static MinioObjectStore store;

    @BeforeAll
    static void connect() {
        settings = Stores.settings();
        store = Stores.open(settings);
    }

    @AfterAll
    static void disconnect() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 41 * MIB + 7})
    void whatIsWrittenIsWhatIsStored(int size) throws Exception {
        var content = random(size);
        var key = "round-trip/" + size + "/x.csv";
        Upload.Stored stored;
        try (var upload = store.begin(key, "text/csv")) {
            for (int at = 0; at < size; at += 77_777) {
                upload.stream().write(content, at, Math.min(77_777, size - at));
            }
            assertThat(upload.bytes()).isEqualTo(size);
            assertThat(store.size(key)).as("before the commit").isNull();
            stored = upload.commit();
        }
        var etag = download(key).headers().firstValue("ETag").orElseThrow().replace("\"", "");
        assertThat(stored).isEqualTo(new Upload.Stored(key, size, sha256(content), etag));
        assertThat(store.size(key)).isEqualTo(size);
        assertThat(download(key).body()).isEqualTo(content);
    }

    @Test
    void singleBytesAreTakenToo() throws Exception {
        try (var upload = store.begin("single/x", "text/plain")) {
            for (byte b : "häh\n".getBytes(StandardCharsets.UTF_8)) {
                upload.stream().write(b);
            }
            upload.commit();
        }
        assertThat(new String(download("single/x").body(), StandardCharsets.UTF_8))
                .isEqualTo("häh\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 25 * MIB})
    void closingWithoutCommitLeavesNothing(int size) throws Exception {
        var key = "abandoned/" + size + "/x";
        try (var upload = store.begin(key, "text/csv")) {
            upload.stream().write(random(size));
        }
        assertThat(store.size(key)).isNull();
        assertThat(unfinishedUploads("abandoned/")).isZero();
    }

    @Test
    void closingFromAnotherThreadStopsTheWriter() throws Exception {
        var key = "stopped/x";
        var upload = store.begin(key, "text/csv");
        upload.stream().write(random(9 * MIB));
        var closer = Thread.startVirtualThread(upload::close);
        var chunk = random(MIB);
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 10_000; i++) {
                                upload.stream().write(chunk);
                            }
                        })
                .isInstanceOf(CancellationException.class);
        closer.join();
        assertThatThrownBy(upload::commit).isInstanceOf(CancellationException.class);
        assertThat(store.size(key)).isNull();
        assertThat(unfinishedUploads("stopped/")).isZero();
    }

    @Test
    void deleteAllTakesObjectsAndUnfinishedUploadsBelowThePrefixOnly() throws Exception {
        for (int i = 0; i < 12; i++) {
            store.put("t/job_1/1/o" + i, new byte[] {1}, "text/plain");
        }
        store.put("t/job_1/10/kept", new byte[] {1}, "text/plain");
        try (var upload = store.begin("t/job_1/1/big", "text/csv");
                var other = store.begin("t/job_1/10/big", "text/csv")) {
            upload.stream().write(random(9 * MIB));
            other.stream().write(random(9 * MIB));
            assertThat(unfinishedUploads("t/job_1/")).isEqualTo(2);
            assertThat(store.deleteAll("t/job_1/1/")).isEqualTo(12);
            assertThat(unfinishedUploads("t/job_1/")).isEqualTo(1);
        }
        assertThat(store.size("t/job_1/10/kept")).isEqualTo(1);
        assertThat(store.deleteAll("t/job_1/1/")).as("again").isZero();
        assertThatThrownBy(() -> store.deleteAll("t")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsKeptStaysWhereTheRestIsRemoved() {
        for (int i = 0; i < 5; i++) {
            store.put("kept/o" + i, new byte[] {1}, "text/plain");
        }
        assertThat(store.deleteAllBut("kept/", Set.of("kept/o1", "kept/o3"))).isEqualTo(3);
        assertThat(store.size("kept/o1")).isEqualTo(1);
        assertThat(store.size("kept/o2")).isNull();
        assertThat(store.deleteAll("kept/")).isEqualTo(2);
    }

    @Test
    void prefixesListsOneLevel() {
        store.put("level/a/1/x", new byte[0], "text/plain");
        store.put("level/a/2/x", new byte[0], "text/plain");
        store.put("level/b/1/x", new byte[0], "text/plain");
        store.put("level/file", new byte[0], "text/plain");
        assertThat(store.prefixes("level/")).containsExactly("level/a/", "level/b/");
        assertThat(store.prefixes("level/a/")).containsExactly("level/a/1/", "level/a/2/");
    }

    @Test
    void prefixesNamesWhereOnlyAnUnfinishedUploadIs() throws Exception {
        store.put("left/b/2/x", new byte[0], "text/plain");
        try (var upload = store.begin("left/a/1/x", "text/plain")) {
            upload.stream().write(random(9 * MIB));
            assertThat(store.prefixes("left/")).containsExactly("left/a/", "left/b/");
            assertThat(store.prefixes("left/a/")).containsExactly("left/a/1/");
        }
        assertThat(store.prefixes("left/")).containsExactly("left/b/");
    }

    @Test
    void aLinkOffersTheFileUnderItsNameAndAnyRangeOfIt() throws Exception {
        var content = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
        store.put("link/x", content, "application/octet-stream");
        var link = store.sign("link/x", Duration.ofMinutes(1), "Umsätze \"24\".csv", null);

        var whole = get(link.url());
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(content);
        assertThat(whole.headers().firstValue("Content-Disposition"))
                .contains(
                        "attachment; filename=\"Ums_tze _24_.csv\";"
                                + " filename*=UTF-8''Ums%C3%A4tze%20_24_.csv");
        assertThat(whole.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");

        var range =
                HTTP.send(
                        HttpRequest.newBuilder(URI.create(link.url()))
                                .header("Range", "bytes=4-")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.body()).isEqualTo("1,2\n");
    }

    @Test
    void aLinkOpensNothingElse() throws Exception {
        store.put("link/one", new byte[] {1}, "text/plain");
        store.put("link/two", new byte[] {2}, "text/plain");
        var url = store.sign("link/one", Duration.ofMinutes(1), "x.csv", null).url();
        assertThat(get(url.replace("/link/one", "/link/two")).statusCode()).isEqualTo(403);
        assertThat(get(url.replace("X-Amz-Expires=60", "X-Amz-Expires=600")).statusCode())
                .isEqualTo(403);
        assertThat(get(url.replace("x.csv", "y.html")).statusCode()).isEqualTo(403);
        assertThat(get(url.substring(0, url.indexOf('?'))).statusCode()).isEqualTo(403);
    }

    @Test
    void aLinkIsSignedForTheHostThatItNames() throws Exception {
        store.put("link/host", new byte[] {1}, "text/plain");
        var internal = URI.create(settings.endpoint());
        var named = "http://localhost:" + internal.getPort();
        var link = store.sign("link/host", Duration.ofMinutes(1), "x", named);
        assertThat(link.url()).startsWith(named + "/");
        assertThat(get(link.url()).statusCode()).isEqualTo(200);
        assertThat(get(link.url().replace("//localhost", "//127.0.0.1")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void anExpiredLinkIsRefused() throws Exception {
        store.put("link/brief", new byte[] {1}, "text/plain");
        // Our own links live a minute or longer.
        var url =
                UnfinishedUploads.client(settings)
                        .getPresignedObjectUrl(
                                GetPresignedObjectUrlArgs.builder()
                                        .method(Http.Method.GET)
                                        .bucket(settings.bucket())
                                        .object("link/brief")
                                        .expiry(1)
                                        .build());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> get(url).statusCode(), status -> status == 403);
    }

    @Test
    void signingAsksNobody() {
        var away =
                new S3Settings(
                        "http://127.0.0.1:1", "https://files.example", "eu", "sluice", "a", "s");
        try (var offline = Stores.open(away)) {
            assertThat(offline.sign("k", Duration.ofMinutes(1), "x.csv", null).url())
                    .startsWith("https://files.example/sluice/k?");
            assertThatThrownBy(() -> offline.sign("k", Duration.ofDays(8), "x.csv", null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void prepareCreatesTheBucketOnce() {
        var fresh = withBucket(settings.bucket() + "-new");
        try (var other = Stores.open(fresh)) {
            assertThat(other.ailment()).contains("does not exist");
            other.prepare();
            other.prepare();
            assertThat(other.ailment()).isNull();
        }
    }

    @Test
    void wrongCredentialsAreSaidWithoutTheSecret() {
        var wrong =
                new S3Settings(
                        settings.endpoint(),
                        null,
                        settings.region(),
                        settings.bucket(),
                        settings.accessKey(),
                        "not-the-secret");
        try (var other = Stores.open(wrong)) {
            assertThatThrownBy(() -> other.put("x", new byte[] {1}, "text/plain"))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> {
                                assertThat(e.is(ProblemType.STORE_FAILED)).isTrue();
                                assertThat(e.problem().detail())
                                        .contains("could not write x")
                                        .contains("SignatureDoesNotMatch")
                                        .doesNotContain("not-the-secret", settings.accessKey());
                            });
        }
    }

    private static S3Settings withBucket(String bucket) {
        return new S3Settings(
                settings.endpoint(),
                null,
                settings.region(),
                bucket,
                settings.accessKey(),
                settings.secretKey());
    }

    private static int unfinishedUploads(String prefix) {
        return UnfinishedUploads.count(settings, prefix);
    }

    private static HttpResponse<byte[]> download(String key) throws Exception {
        return get(store.sign(key, Duration.ofMinutes(5), "x", null).url());
    }

    private static HttpResponse<byte[]> get(String url) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
