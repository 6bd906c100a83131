package dev.sluice.exports.encoding;

/// @param read rows that the stream held
/// @param written rows that the file holds
public record RowCount(long read, long written) {
    /// Whether rows were left out because of a limit.
    public boolean truncated() {
        return written < read;
    }
}
