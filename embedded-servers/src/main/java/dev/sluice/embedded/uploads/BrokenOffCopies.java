package dev.sluice.embedded.uploads;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies of finished uploads in buckets on other volumes, on their way to becoming objects. A server that
/// is killed leaves one behind, as large as its object, and nobody else knows of it.
final class BrokenOffCopies {
    private static final Logger LOG = LoggerFactory.getLogger(BrokenOffCopies.class);

    private static final String PREFIX = ".joined-";
    private static final Pattern NAME =
            Pattern.compile("\\.joined-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /// No copy takes as long, and a client that asks to complete its upload again makes a new one.
    private static final Duration LONGEST = Duration.ofDays(1);

    private BrokenOffCopies() {}

    /// Where the copy of an upload is. What a bucket holds under a dot is no object.
    static Path copy(Path bucket, String upload) {
        return bucket.resolve(PREFIX + upload);
    }

    /// Of all buckets.
    ///
    /// @param buckets has a directory for each of them
    static void sweepAll(Path buckets) {
        try (var all = Files.newDirectoryStream(buckets, Files::isDirectory)) {
            all.forEach(BrokenOffCopies::sweep);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("Broken off copies in {} are not looked for: {}", buckets, e.toString());
        }
    }

    /// Deletes what was last written to a day ago. What cannot be deleted is left for the next time.
    static void sweep(Path bucket) {
        try (var copies = Files.newDirectoryStream(bucket, BrokenOffCopies::isBrokenOff)) {
            for (var copy : copies) {
                if (Files.deleteIfExists(copy)) {
                    LOG.info("Deleted {}, which a server that was killed had left there", copy);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("Broken off copies in {} are not deleted: {}", bucket, e.toString());
        }
    }

    private static boolean isBrokenOff(Path file) throws IOException {
        try {
            return NAME.matcher(String.valueOf(file.getFileName())).matches()
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(Instant.now().minus(LONGEST));
        } catch (NoSuchFileException _) {
            // it has become an object meanwhile
            return false;
        }
    }
}
