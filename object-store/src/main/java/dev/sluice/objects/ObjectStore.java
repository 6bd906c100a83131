package dev.sluice.objects;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The bucket. Thread-safe. Failures are `store_failed` problems.
public interface ObjectStore {
    /// What S3 allows one object to have, in bytes.
    long LARGEST_OBJECT = 5L << 40;

    /// Begins an object of up to 5 TiB that becomes visible only by [Upload#commit].
    default Upload begin(String key, String contentType) {
        return begin(key, contentType, LARGEST_OBJECT);
    }

    /// Begins an object that becomes visible only by [Upload#commit].
    ///
    /// @param mostBytes how large it can become; the less, the less memory late parts need
    Upload begin(String key, String contentType, long mostBytes);

    /// Writes a small object at once.
    void put(String key, byte[] content, String contentType);

    /// A link that works without credentials until it expires; never stored, never logged.
    ///
    /// @param lifetime 60 seconds to 7 days
    /// @param fileName offered to the person who downloads; made safe here
    /// @param publicEndpoint scheme, host and port that the link is signed for; null for the configured
    ///     one
    SignedUrl sign(String key, Duration lifetime, String fileName, @Nullable String publicEndpoint);

    /// Size of a stored object in bytes; null when it is not there.
    @Nullable Long size(String key);

    /// Removes every object under a prefix and aborts its unfinished uploads.
    ///
    /// @return objects removed
    default int deleteAll(String prefix) {
        return deleteAllBut(prefix, Set.of());
    }

    /// Removes the objects under a prefix, and aborts its unfinished uploads.
    ///
    /// @param kept keys that stay
    /// @return objects removed
    int deleteAllBut(String prefix, Set<String> kept);

    /// How many objects [#deleteAllBut] would remove.
    int countAllBut(String prefix, Set<String> kept);

    /// Every multipart upload below a prefix that was begun and neither completed nor aborted.
    ///
    /// @param prefix may be empty
    List<UnfinishedUpload> unfinishedUploads(String prefix);

    /// Gives up an upload; harmless when it is gone already.
    void abort(UnfinishedUpload upload);

    /// Top-level listing for the sweep of orphans: prefixes directly below `prefix` that hold objects or
    /// unfinished uploads, in order.
    List<String> prefixes(String prefix);

    /// Creates the bucket where it is missing, and says in a problem what is wrong with the store.
    void prepare();

    /// Whether the store answers; the text of what is wrong, or null.
    @Nullable String ailment();

    record UnfinishedUpload(String key, String uploadId) {}

    record SignedUrl(String url, Instant expiresAt) {}
}
