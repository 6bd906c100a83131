package dev.sluice.exports;

import dev.sluice.fixtures.TestServers;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;

/// What lies in the store, as the store itself lists it.
final class StoredObjects {
    private StoredObjects() {}

    /// Objects and unfinished uploads below a prefix.
    static int count(String bucket, String prefix) {
        var s3 = TestServers.s3();
        try (var client =
                MinioAsyncClient.builder()
                        .endpoint(s3.endpoint())
                        .region(s3.region())
                        .credentials(s3.accessKey(), s3.secretKey())
                        .build()) {
            var uploads =
                    client.listMultipartUploads(
                                    ListMultipartUploadsArgs.builder()
                                            .bucket(bucket)
                                            .prefix(prefix)
                                            .build())
                            .join()
                            .result()
                            .uploads();
            var objects =
                    client.listObjectsV2(
                                    ListObjectsV2Args.builder()
                                            .bucket(bucket)
                                            .prefix(prefix)
                                            .maxKeys(1000)
                                            .build())
                            .join()
                            .result()
                            .contents();
            return uploads.size() + objects.size();
        }
    }
}
