package dev.sluice.embedded.uploads;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import org.gaul.s3proxy.blobstore.MD5;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;

/// One upload: a directory with the joined file, a file for each part that found no place in it, and the
/// log of the parts.
final class JoinedUpload {
    private static final String JOINED = "joined";
    private static final int BUFFER = 256 * 1024;
    private static final int BAD_REQUEST = 400;

    private final Path directory;
    private final PartLog log;
    private final Places places; // under this
    private boolean ended; // under this
    private int asideFiles; // under this

    private JoinedUpload(Path directory, PartLog log) {
        this.directory = directory;
        this.log = log;
        this.places = new Places(log.parts());
        this.asideFiles = log.parts().size();
    }

    static JoinedUpload begin(Path directory, String bucket, String key) {
        try {
            Files.createDirectory(directory);
            var log = PartLog.begin(directory, bucket, key);
            Files.createFile(directory.resolve(JOINED));
            return new JoinedUpload(directory, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What an earlier run of the server has begun.
    static JoinedUpload load(Path directory) {
        try {
            var upload = new JoinedUpload(directory, PartLog.load(directory));
            // renamed already: it was completed, and only what is left of it was not removed
            upload.ended = !Files.exists(directory.resolve(JOINED));
            return upload;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    boolean isFor(String bucket, String key) {
        return log.isFor(bucket, key);
    }

    /// @param announcedMd5 in Base64
    /// @return the part's ETag
    String write(int number, long length, @Nullable String announcedMd5, InputStream content)
            throws IOException {
        var place = takePlace(number, length);
        var whole = false;
        try {
            var tag = new ContentTag(announcedMd5);
            copy(content, place, length, tag);
            var etag = tag.hex();
            if (etag == null) {
                throw S3Exceptions.fromStatusCode(BAD_REQUEST);
            }
            written(place, etag);
            whole = true;
            return etag;
        } finally {
            if (!whole) {
                giveUp(place);
            }
        }
    }

    private synchronized Place takePlace(int number, long length) {
        throwIfEnded();
        var joined = places.take(number, length);
        return joined != null ? joined : places.aside(number, length, "aside-" + asideFiles++);
    }

    private void copy(InputStream content, Place place, long length, ContentTag tag)
            throws IOException {
        var options =
                place.joined()
                        ? EnumSet.of(StandardOpenOption.WRITE)
                        : EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try (var file = FileChannel.open(file(place), options)) {
            copy(content, file, place, length, tag);
        }
    }

    private Path file(Place place) {
        return directory.resolve(place.file() == null ? JOINED : place.file());
    }

    private static void copy(
            InputStream content, FileChannel file, Place place, long length, ContentTag tag)
            throws IOException {
        var buffer = new byte[(int) Math.clamp(length, 1, BUFFER)];
        long done = 0;
        // one byte more is asked for than may come: the stream judges its checksum at its end
        for (int count = content.readNBytes(buffer, 0, buffer.length);
                count > 0;
                count = content.readNBytes(buffer, 0, buffer.length)) {
            if (count > length - done) {
                throw new IOException("the part goes on behind its " + length + " bytes");
            }
            tag.update(buffer, count);
            var bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                done += file.write(bytes, place.offset() + done);
            }
        }
        if (done != length) {
            throw new EOFException("the part ended after %d of %d bytes".formatted(done, length));
        }
    }

    private synchronized void written(Place place, String etag) throws IOException {
        throwIfEnded();
        var part = new StoredPart(place, etag, Instant.now());
        log.append(part);
        places.stored(part);
    }

    private synchronized void giveUp(Place place) throws IOException {
        places.release(place);
        if (place.file() != null) {
            Files.deleteIfExists(directory.resolve(place.file()));
        }
    }

    synchronized List<Part> list() {
        return ended
                ? List.of()
                : places.parts().stream()
                        .map(part ->
                                Part.builder()
                                        .partNumber(part.place().number())
                                        .size(part.place().length())
                                        .eTag(part.etag())
                                        .lastModified(part.at())
                                        .build())
                        .toList();
    }

    /// Makes an object of the parts, and ends the upload.
    ///
    /// @return the ETag
    synchronized String complete(List<Integer> numbers, ObjectFile object) throws IOException {
        throwIfEnded();
        var wanted = new ArrayList<StoredPart>();
        for (int number : numbers) {
            var part = places.part(number);
            if (part == null) {
                throw S3Exceptions.fromStatusCode(BAD_REQUEST);
            }
            wanted.add(part);
        }
        var etag = etag(wanted);
        object.publish(whole(wanted), etag);
        ended = true;
        return etag;
    }

    /// As S3 does it: the digest of the digests, and how many there are.
    private static String etag(List<StoredPart> parts) {
        var digest = MD5.newDigest();
        parts.forEach(part -> digest.update(HexFormat.of().parseHex(part.etag())));
        return "\"%s-%d\"".formatted(HexFormat.of().formatHex(digest.digest()), parts.size());
    }

    private Path whole(List<StoredPart> parts) throws IOException {
        var joined = directory.resolve(JOINED);
        if (!places.inOrder(parts)) {
            return gathered(parts);
        }
        long length = parts.stream().mapToLong(part -> part.place().length()).sum();
        try (var file = FileChannel.open(joined, StandardOpenOption.WRITE)) {
            file.truncate(length);
        }
        return joined;
    }

    /// Parts of unequal sizes that came out of order, or one that came twice.
    private Path gathered(List<StoredPart> parts) throws IOException {
        var gathered = directory.resolve("gathered");
        try (var to =
                FileChannel.open(
                        gathered,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            for (var part : parts) {
                append(part.place(), to);
            }
        }
        return gathered;
    }

    private void append(Place place, FileChannel to) throws IOException {
        try (var from = FileChannel.open(file(place), StandardOpenOption.READ)) {
            long done = 0;
            while (done < place.length()) {
                long count = from.transferTo(place.offset() + done, place.length() - done, to);
                if (count <= 0) {
                    throw new EOFException("part " + place.number() + " is shorter than it was");
                }
                done += count;
            }
        }
    }

    /// No part comes any more; one that is on its way finds no upload.
    synchronized void end() {
        ended = true;
    }

    private void throwIfEnded() {
        if (ended) {
            throw NoSuchUploadException.builder()
                    .statusCode(404)
                    .message("There is no such upload: it was completed or given up.")
                    .build();
        }
    }
}
