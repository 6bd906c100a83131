package dev.sluice.exports.encoding;

/// Complete rows, encoded and compressed, on their way to a file. The assembly knows what is inside.
public interface Chunk {
    int rows();

    /// Bytes that it will add to the file, framing apart.
    long bytes();

    /// Cells that the formula guard changed.
    default long guardedCells() {
        return 0;
    }
}
