package dev.sluice.exports.lines;

/// Compresses pieces so that each stands for itself: a reader takes them one after the other as one
/// file. Used by one thread at a time.
interface Member extends AutoCloseable {
    /// What a piece of that many bytes can become at most.
    int bound(int bytes);

    /// @param to of at least [#bound] bytes
    /// @return bytes written
    int compress(byte[] from, int length, byte[] to);

    @Override
    void close();
}
