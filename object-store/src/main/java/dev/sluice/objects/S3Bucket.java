package dev.sluice.objects;

import dev.sluice.model.fault.PausePoint;
import io.minio.AbortMultipartUploadArgs;
import io.minio.BucketExistsArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.DeleteObjectsArgs;
import io.minio.HeadObjectArgs;
import io.minio.Http;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.RemoveObjectArgs;
import io.minio.UploadPartArgs;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListMultipartUploadsResult;
import io.minio.messages.Part;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The S3 calls that Sluice makes, on one bucket, each waited for.
final class S3Bucket {
    private final MinioAsyncClient client;
    private final StoreCalls calls;
    private final String bucket;

    S3Bucket(MinioAsyncClient client, StoreCalls calls, String bucket) {
        this.client = client;
        this.calls = calls;
        this.bucket = bucket;
    }

    String name() {
        return bucket;
    }

    boolean exists() {
        return calls.call(
                "look for bucket " + bucket,
                () -> client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build()));
    }

    void create() {
        try {
            calls.attempt(
                    () -> true,
                    () -> client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build()));
        } catch (ExecutionException e) {
            var cause = StoreFailures.cause(e);
            // Another process may have been faster.
            if (!StoreFailures.is(cause, "BucketAlreadyOwnedByYou")) {
                throw StoreFailures.problem("create bucket " + bucket, cause);
            }
        }
    }

    void put(String key, String contentType, byte[] bytes, int length) {
        calls.call(
                "write " + key,
                () ->
                        client.putObject(
                                PutObjectAPIArgs.builder()
                                        .bucket(bucket)
                                        .object(key)
                                        .contentType(contentType)
                                        .data(bytes, length)
                                        .headers(checked(bytes, length))
                                        .build()));
    }

    /// @param etag without quotes
    record Found(long size, @Nullable String etag) {}

    /// @return null when there is no such object
    @Nullable Found head(String key) {
        try {
            var answer =
                    calls.attempt(
                            () -> true,
                            () ->
                                    client.headObject(
                                            HeadObjectArgs.builder()
                                                    .bucket(bucket)
                                                    .object(key)
                                                    .build()));
            var etag = answer.etag();
            return new Found(answer.size(), etag.isEmpty() ? null : etag);
        } catch (ExecutionException e) {
            var cause = StoreFailures.cause(e);
            if (StoreFailures.is(cause, "NoSuchKey")) {
                return null;
            }
            throw StoreFailures.problem("look for " + key, cause);
        }
    }

    void remove(String key) {
        calls.call(
                "remove " + key,
                () ->
                        client.removeObject(
                                RemoveObjectArgs.builder().bucket(bucket).object(key).build()));
    }

    /// @param keys at most 1,000
    List<DeleteResult.Error> remove(List<String> keys) {
        var doomed = keys.stream().map(DeleteRequest.Object::new).toList();
        return calls.call(
                        "remove objects",
                        () ->
                                client.deleteObjects(
                                        DeleteObjectsArgs.builder()
                                                .bucket(bucket)
                                                .objects(doomed)
                                                .quiet(true)
                                                .build()))
                .result()
                .errors();
    }

    /// One page of objects, or with a delimiter of the prefixes that end in it.
    ListBucketResultV2 list(
            String prefix, @Nullable String delimiter, @Nullable String continuationToken) {
        return calls.call(
                        "list " + prefix,
                        () ->
                                client.listObjectsV2(
                                        ListObjectsV2Args.builder()
                                                .bucket(bucket)
                                                .prefix(prefix)
                                                .delimiter(delimiter)
                                                .continuationToken(continuationToken)
                                                .maxKeys(1000)
                                                .build()))
                .result();
    }

    ListMultipartUploadsResult listUploads(
            String prefix, @Nullable String keyMarker, @Nullable String uploadIdMarker) {
        return calls.call(
                        "list unfinished uploads",
                        () ->
                                client.listMultipartUploads(
                                        ListMultipartUploadsArgs.builder()
                                                .bucket(bucket)
                                                .prefix(prefix)
                                                .keyMarker(keyMarker)
                                                .uploadIdMarker(uploadIdMarker)
                                                .build()))
                .result();
    }

    /// @return the upload's id
    String beginUpload(String key, String contentType) {
        var headers = new Http.Headers(Http.Headers.CONTENT_TYPE, contentType);
        // S3 refuses parts whose checksum differs in kind from the one announced here.
        headers.put("x-amz-checksum-algorithm", "CRC32C");
        return calls.call(
                        "begin the upload of " + key,
                        () ->
                                client.createMultipartUpload(
                                        CreateMultipartUploadArgs.builder()
                                                .bucket(bucket)
                                                .object(key)
                                                .headers(headers)
                                                .build()))
                .result()
                .uploadId();
    }

    Part uploadPart(
            String key,
            String uploadId,
            int number,
            byte[] bytes,
            int length,
            BooleanSupplier wanted) {
        PausePoint.PART_BEFORE_UPLOAD.reached();
        var part =
                calls.call(
                                "write part " + number + " of " + key,
                                wanted,
                                () ->
                                        client.uploadPart(
                                                UploadPartArgs.builder()
                                                        .bucket(bucket)
                                                        .object(key)
                                                        .uploadId(uploadId)
                                                        .partNumber(number)
                                                        .data(bytes, length)
                                                        .headers(checked(bytes, length))
                                                        .build()))
                        .part();
        PausePoint.PART_AFTER_UPLOAD.reached();
        return part;
    }

    /// An error here does not say that there is no object: the answer may have been lost on its way,
    /// and a repetition then finds the upload gone.
    void completeUpload(String key, String uploadId, List<Part> parts) throws ExecutionException {
        PausePoint.UPLOAD_BEFORE_COMPLETE.reached();
        calls.attempt(
                () -> true,
                () ->
                        client.completeMultipartUpload(
                                CompleteMultipartUploadArgs.builder()
                                        .bucket(bucket)
                                        .object(key)
                                        .uploadId(uploadId)
                                        .parts(parts.toArray(Part[]::new))
                                        .maxRetries(1)
                                        .build()));
        PausePoint.UPLOAD_AFTER_COMPLETE.reached();
    }

    /// Harmless when the upload is gone already.
    void abortUpload(String key, String uploadId) {
        try {
            calls.attempt(
                    () -> true,
                    () ->
                            client.abortMultipartUpload(
                                    AbortMultipartUploadArgs.builder()
                                            .bucket(bucket)
                                            .object(key)
                                            .uploadId(uploadId)
                                            .build()));
        } catch (ExecutionException e) {
            var cause = StoreFailures.cause(e);
            if (!StoreFailures.is(cause, "NoSuchUpload")) {
                throw StoreFailures.problem("abort the upload of " + key, cause);
            }
        }
    }

    /// A CRC-32C that the store verifies, and no SHA-256 in the signature: over TLS it would be
    /// pointless, over plain HTTP the export's own SHA-256 in the manifest tells of any change. Left
    /// alone, the SDK computes one of the two itself, the CRC in plain Java at a tenth of the speed.
    private static Http.Headers checked(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        var sum = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
        var headers = new Http.Headers(Http.Headers.X_AMZ_CONTENT_SHA256, "UNSIGNED-PAYLOAD");
        headers.put("x-amz-checksum-crc32c", Base64.getEncoder().encodeToString(sum));
        headers.put(Http.Headers.X_AMZ_SDK_CHECKSUM_ALGORITHM, "CRC32C");
        return headers;
    }
}
