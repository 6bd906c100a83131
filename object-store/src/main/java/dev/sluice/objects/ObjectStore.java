package dev.sluice.objects;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bucket. Thread-safe. Failures are `store_failed` problems.
public interface ObjectStore {
    /// Begins an object that becomes visible only by [Upload#commit].
    Upload begin(String key, String contentType);

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
    int deleteAll(String prefix);

    /// Top-level listing for the sweep of orphans: prefixes directly below `prefix` that hold objects or
    /// unfinished uploads, in order.
    List<String> prefixes(String prefix);

    /// Creates the bucket where it is missing, and says in a problem what is wrong with the store.
    void prepare();

    /// Whether the store answers; the text of what is wrong, or null.
    @Nullable String ailment();

    record SignedUrl(String url, Instant expiresAt) {}
}
