package dev.sluice.embedded.uploads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.StorageClass;

/// The file that a finished upload becomes, with the attributes and the mode by which the store behind
/// knows it: those of S3Proxy 4.1's file store.
final class ObjectFile {
    private static final String ETAG = "user.content-md5";
    private static final String EXPIRES = "user.expires";
    private static final String METADATA = "user.user-metadata.";
    private static final int ATTEMPTS = 10;
    private static final int NOT_IMPLEMENTED = 501;

    private final Path bucket;
    private final Path path;
    private final CreateMultipartUploadRequest request;
    private final @Nullable String ifNoneMatch;

    ObjectFile(Path bucket, CreateMultipartUploadRequest request, @Nullable String ifNoneMatch) {
        this.bucket = bucket;
        this.path = bucket.resolve(request.key());
        this.request = request;
        this.ifNoneMatch = ifNoneMatch;
    }

    /// Whether the key names a file below the bucket's directory, and none that the store behind keeps for
    /// itself, which all begin with a dot.
    static boolean plain(Path bucket, String key) {
        var path = bucket.resolve(key);
        return !key.startsWith(".")
                && !key.endsWith("/")
                && path.startsWith(bucket)
                && path.equals(path.normalize())
                && !path.equals(bucket)
                && bucket.relativize(path).toString().equals(key);
    }

    /// @param whole is moved; nobody ever sees the object without its attributes
    void publish(Path whole, String etag) throws IOException {
        if (Files.getFileStore(whole).equals(Files.getFileStore(bucket))) {
            publishByName(whole, etag);
            return;
        }
        // Another volume is mounted at the bucket, and nothing can be renamed into it
        BrokenOffCopies.sweep(bucket);
        var upload = Objects.requireNonNull(whole.getParent()).getFileName();
        var there = BrokenOffCopies.copy(bucket, String.valueOf(upload));
        try {
            Files.copy(whole, there, StandardCopyOption.REPLACE_EXISTING);
            publishByName(there, etag);
        } finally {
            Files.deleteIfExists(there);
        }
    }

    private void publishByName(Path whole, String etag) throws IOException {
        describe(whole, etag);
        if (ifNoneMatch == null) {
            place(() ->
                    Files.move(
                            whole,
                            path,
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING));
        } else if (ifNoneMatch.equals("*")) {
            try {
                // unlike a move, a link never replaces
                place(() -> Files.createLink(path, whole));
            } catch (FileAlreadyExistsException e) {
                throw S3Exceptions.preconditionFailed(e);
            }
        } else {
            throw S3Exceptions.fromStatusCode(NOT_IMPLEMENTED);
        }
    }

    private interface Move {
        void run() throws IOException;
    }

    /// Removing the last object below a directory removes the directory, at any time.
    private void place(Move move) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Files.createDirectories(path.getParent());
            try {
                move.run();
                return;
            } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
                throw e;
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void describe(Path whole, String etag) throws IOException {
        var view = Files.getFileAttributeView(whole, UserDefinedFileAttributeView.class);
        if (view != null) {
            for (var attribute : attributes(etag).entrySet()) {
                view.write(
                        attribute.getKey(),
                        ByteBuffer.wrap(attribute.getValue().getBytes(StandardCharsets.UTF_8)));
            }
            if (request.expires() != null) {
                var millis = ByteBuffer.allocate(Long.BYTES);
                view.write(EXPIRES, millis.putLong(request.expires().toEpochMilli()).flip());
            }
        }
        restrict(whole);
    }

    private Map<String, String> attributes(String etag) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put(ETAG, etag);
        put(attributes, "user.cache-control", request.cacheControl());
        put(attributes, "user.content-disposition", request.contentDisposition());
        put(attributes, "user.content-encoding", request.contentEncoding());
        put(attributes, "user.content-language", request.contentLanguage());
        put(attributes, "user.content-type", request.contentType());
        put(
                attributes,
                "user.storage-tier",
                request.storageClass() == null
                        ? StorageClass.STANDARD.toString()
                        : request.storageClassAsString());
        request.metadata().forEach((name, value) -> attributes.put(METADATA + name, value));
        return attributes;
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    /// Whoever may read the file may read the object: the store behind has no other record of it.
    private void restrict(Path whole) throws IOException {
        if (!Files.getFileStore(whole).supportsFileAttributeView("posix")) {
            return;
        }
        var permissions = Files.getPosixFilePermissions(whole);
        if (request.acl() == ObjectCannedACL.PUBLIC_READ) {
            permissions.add(PosixFilePermission.OTHERS_READ);
        } else {
            permissions.remove(PosixFilePermission.OTHERS_READ);
        }
        Files.setPosixFilePermissions(whole, permissions);
    }
}
