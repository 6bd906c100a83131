package dev.sluice.exports.estimate;

/// How large some rows became in a file.
///
/// @param framing bytes of a file without rows
/// @param shared bytes that do not grow with more rows of the same kind
/// @param body bytes that grow with the rows
/// @param rows that were encoded
/// @param columns of each
/// @param nanos that encoding took
public record FileSize(long framing, long shared, long body, int rows, int columns, long nanos) {
    /// Stored bytes of a file of so many rows.
    public long bytes(long ofRows) {
        return rows == 0 || ofRows == 0
                ? framing
                : framing
                        + Math.min(shared, shared * ofRows / rows)
                        + Math.round((double) body / rows * ofRows);
    }

    double nanosPerRow() {
        return rows == 0 ? 0 : (double) nanos / rows;
    }
}
