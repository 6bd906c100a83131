package dev.sluice.objects;

import dev.sluice.fixtures.TestServers;
import java.time.Duration;

/// Stores for tests, each with a bucket of its own on the real server.
final class Stores {
    /// Bytes a second of a network that is never slow.
    static final long FAST = 1_000_000_000;

    /// Gives up fast, so that tests of a broken store end.
    static final Patience SHORT =
            new Patience(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    FAST,
                    Duration.ofSeconds(10),
                    4,
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5));

    private Stores() {}

    static S3Settings settings() {
        return settings(TestServers.s3().endpoint());
    }

    static S3Settings settings(String endpoint) {
        var server = TestServers.s3();
        return new S3Settings(
                endpoint,
                null,
                server.region(),
                server.createBucket(),
                server.accessKey(),
                server.secretKey());
    }

    static MinioObjectStore open(S3Settings settings) {
        return new MinioObjectStore(settings, SHORT);
    }
}
