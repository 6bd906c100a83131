package dev.sluice.standalone.deployment;

import dev.sluice.fixtures.S3Server;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.messages.Contents;
import io.minio.messages.ListMultipartUploadsResult;
import java.util.List;

/// What the store itself lists, asked without the code under test.
final class BucketSeen implements AutoCloseable {
    private final MinioAsyncClient client;
    private final String bucket;

    BucketSeen(S3Server server, String bucket) {
        this.bucket = bucket;
        client =
                MinioAsyncClient.builder()
                        .endpoint(server.endpoint())
                        .region(server.region())
                        .credentials(server.accessKey(), server.secretKey())
                        .build();
    }

    /// Up to 1,000 keys.
    List<String> keys(String prefix) {
        return client
                .listObjectsV2(
                        ListObjectsV2Args.builder()
                                .bucket(bucket)
                                .prefix(prefix)
                                .maxKeys(1000)
                                .build())
                .join()
                .result()
                .contents()
                .stream()
                .map(Contents::objectName)
                .toList();
    }

    List<String> unfinishedUploads(String prefix) {
        return client
                .listMultipartUploads(
                        ListMultipartUploadsArgs.builder().bucket(bucket).prefix(prefix).build())
                .join()
                .result()
                .uploads()
                .stream()
                .map(ListMultipartUploadsResult.Upload::objectName)
                .toList();
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception e) { // declared so by close()
            throw new IllegalStateException("the client did not close", e);
        }
    }
}
