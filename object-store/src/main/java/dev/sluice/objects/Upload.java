package dev.sluice.objects;

import java.io.OutputStream;

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
    record Stored(String key, long bytes, String sha256) {}
}
