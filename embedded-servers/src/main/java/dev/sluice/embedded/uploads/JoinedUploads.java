package dev.sluice.embedded.uploads;

import dev.sluice.embedded.Directories;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// Writes the parts of an upload into one file, each at its place, so that completing it is a rename.
///
/// The store behind keeps a file for each part and copies them all into one when the upload is completed:
/// every byte is written twice, takes its space twice, and the client waits for the second time (8 of 42
/// seconds of an export of 2.6 GB). What this class does not join, encrypted uploads and those under keys
/// that are no plain path, stays with the store behind; so would all in a store that keeps versions.
public final class JoinedUploads extends ForwardingBlobStore {
    /// Beside the buckets, so that a finished file can be renamed into each of them; no bucket's name begins
    /// with a dot.
    private static final String DIRECTORY = ".uploads";

    private final Path buckets;
    private final Path directory;
    private final ConcurrentMap<String, JoinedUpload> uploads = new ConcurrentHashMap<>();

    /// @param behind keeps the objects as files
    /// @param buckets where it keeps a directory for each bucket
    public JoinedUploads(BlobStore behind, Path buckets) {
        super(behind);
        this.buckets = buckets;
        directory = Directories.createPrivate(buckets.resolve(DIRECTORY));
        BrokenOffCopies.sweepAll(buckets);
    }

    @Override
    public ListBucketsResponse list() {
        var all = super.list();
        var shown = all.buckets().stream().filter(b -> !b.name().equals(DIRECTORY)).toList();
        return all.toBuilder().buckets(shown).build();
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        var upload = super.initiateMultipartUpload(request);
        if (joins(upload)) {
            uploads.put(
                    upload.id(),
                    JoinedUpload.begin(
                            directory.resolve(upload.id()),
                            upload.containerName(),
                            upload.blobName()));
        }
        return upload;
    }

    private boolean joins(MultipartUpload upload) {
        boolean encrypted = upload.response() != null;
        return !encrypted
                && !supportsVersioning()
                && ObjectFile.plain(bucket(upload), upload.blobName());
    }

    private Path bucket(MultipartUpload upload) {
        return buckets.resolve(upload.containerName());
    }

    @Override
    public UploadPartResponse uploadMultipartPart(
            MultipartUpload upload, UploadPartRequest request, InputStream content) {
        var joined = find(upload);
        if (joined == null) {
            return super.uploadMultipartPart(upload, request, content);
        }
        return telling(() -> {
            var etag =
                    joined.write(
                            request.partNumber(),
                            request.contentLength(),
                            request.contentMD5(),
                            content);
            return UploadPartResponse.builder().eTag(etag).build();
        });
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        var joined = find(upload);
        return joined == null ? super.listMultipartUpload(upload) : joined.list();
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        var joined = find(upload);
        if (joined == null) {
            return super.completeMultipartUpload(upload, request);
        }
        var numbers =
                request.multipartUpload().parts().stream().map(CompletedPart::partNumber).toList();
        var object = new ObjectFile(bucket(upload), upload.request(), request.ifNoneMatch());
        var etag = telling(() -> joined.complete(numbers, object));
        forget(upload, joined);
        return CompleteMultipartUploadResponse.builder().eTag(etag).build();
    }

    @Override
    public void abortMultipartUpload(MultipartUpload upload) {
        var joined = find(upload);
        if (joined == null) {
            super.abortMultipartUpload(upload);
        } else {
            joined.end();
            forget(upload, joined);
        }
    }

    /// The store behind forgets last: what it still lists can be aborted once more after a crash.
    private void forget(MultipartUpload upload, JoinedUpload joined) {
        Directories.delete(joined.directory());
        super.abortMultipartUpload(upload);
        uploads.remove(upload.id(), joined);
    }

    /// @return null where the store behind keeps the upload, or nobody does
    private @Nullable JoinedUpload find(MultipartUpload upload) {
        var joined = uploads.get(upload.id());
        if (joined == null && begunEarlier(upload.id())) {
            joined =
                    uploads.computeIfAbsent(
                            upload.id(), id -> JoinedUpload.load(directory.resolve(id)));
        }
        return joined != null && joined.isFor(upload.containerName(), upload.blobName())
                ? joined
                : null;
    }

    /// Before the server was started this time.
    private boolean begunEarlier(String id) {
        try {
            // whoever asks for it decides what it is, and it becomes part of a path
            return UUID.fromString(id).toString().equals(id)
                    && Files.isDirectory(directory.resolve(id));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private interface FileWork<T> {
        T run() throws IOException;
    }

    private static <T> T telling(FileWork<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
