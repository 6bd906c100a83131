package dev.sluice.objects;

import io.minio.ListMultipartUploadsArgs;
import io.minio.MinioAsyncClient;

/// What the store itself lists, asked without the code under test.
final class UnfinishedUploads {
    private UnfinishedUploads() {}

    static int count(S3Settings settings, String prefix) {
        try (var client = client(settings)) {
            return client.listMultipartUploads(
                            ListMultipartUploadsArgs.builder()
                                    .bucket(settings.bucket())
                                    .prefix(prefix)
                                    .build())
                    .join()
                    .result()
                    .uploads()
                    .size();
        }
    }

    static MinioAsyncClient client(S3Settings settings) {
        return MinioAsyncClient.builder()
                .endpoint(settings.endpoint())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .build();
    }
}
