package dev.sluice.exports.encoding;

import java.io.IOException;

/// One file in the making. Used by one thread at a time.
public interface FileAssembly extends AutoCloseable {
    /// @param chunk of an encoder of the same format and columns; its memory may be used again
    ///     afterwards
    void append(Chunk chunk) throws IOException;

    /// Writes what stands behind the rows. A file without rows is a valid one.
    void finish() throws IOException;

    /// Gives memory back; without [#finish] before, what was written is no file.
    @Override
    void close() throws IOException;
}
