package dev.sluice.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// Says of a write that found no space that this is why it failed, in the words of other servers: an error
/// without a name looks like one that passes, and clients would try again and again.
final class SpaceTelling extends ForwardingBlobStore {
    private static final String CODE = "XMinioStorageFull";
    private static final int INSUFFICIENT_STORAGE = 507;

    /// Less than this is none: some file systems keep a rest for themselves.
    private static final long NO_SPACE_BYTES = 1 << 20;

    private final Path directory;

    SpaceTelling(BlobStore store, Path directory) {
        super(store);
        this.directory = directory;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        return telling(() -> super.putBlob(request, content));
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        return telling(() -> super.initiateMultipartUpload(request));
    }

    @Override
    public UploadPartResponse uploadMultipartPart(
            MultipartUpload upload, UploadPartRequest request, InputStream content) {
        return telling(() -> super.uploadMultipartPart(upload, request, content));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return telling(() -> super.completeMultipartUpload(upload, request));
    }

    private <T> T telling(Supplier<T> write) {
        try {
            return write.get();
        } catch (RuntimeException e) {
            throw lacksSpace(e) ? named(e) : e;
        }
    }

    /// What was half written is removed before anybody could measure how little was left, so the system's
    /// own words count too.
    private boolean lacksSpace(Throwable thrown) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof IOException) {
                var words = String.valueOf(t.getMessage());
                return words.contains("No space left") || words.contains("quota") || full();
            }
        }
        return false;
    }

    private boolean full() {
        try {
            return Files.getFileStore(directory).getUsableSpace() < NO_SPACE_BYTES;
        } catch (IOException e) {
            return false; // then nobody knows
        }
    }

    private static RuntimeException named(RuntimeException cause) {
        var words = "The store has no space left";
        return S3Exception.builder()
                .statusCode(INSUFFICIENT_STORAGE)
                .message(words)
                .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode(CODE).errorMessage(words).build())
                .cause(cause)
                .build();
    }
}
