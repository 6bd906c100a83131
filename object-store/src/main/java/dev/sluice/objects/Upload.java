package dev.sluice.objects;

import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// An object in the making. Closing without [#commit] leaves nothing behind.
public interface Upload extends AutoCloseable {
    /// Where the bytes go. Hashing, part sizes and uploading side by side happen behind it; writing
    /// blocks only while all buffers are full.
    OutputStream stream();

    /// Bytes written so far.
    long bytes();

    /// Completes the object, and checks that the store confirms its size.
    Stored commit();

    @Override
    void close();

    /// @param sha256 lower-case hex of all bytes
    /// @param etag as the store confirmed it, without quotes; null where it gave none
    record Stored(String key, long bytes, String sha256, @Nullable String etag) {}
}
