package dev.sluice.model.export;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file of an export that is stored and whole, while the export may still run.
///
/// @param number from 0, as in its name
/// @param key where the object lies in the bucket
/// @param bytes as stored
/// @param sha256 lower-case hex of the object as stored
/// @param etag as the store confirmed it; null where it gave none
/// @param guardedCells cells that the formula guard changed
/// @param partition the values that all its rows share, by column; empty where the export is not
///     partitioned; a null value is NULL
/// @param coverage which rows of which ranges it holds; empty where ranges are not read again
public record FinishedPart(
        int number,
        String key,
        long rows,
        long bytes,
        String sha256,
        @Nullable String etag,
        long guardedCells,
        Map<String, @Nullable String> partition,
        List<Coverage> coverage) {

    public FinishedPart {
        coverage = List.copyOf(coverage);
    }

    /// Rows of one range, in the order in which the source gives them.
    ///
    /// @param from the first, counted from 0
    /// @param to behind the last
    /// @param ended whether the range has no rows beyond
    public record Coverage(int range, long from, long to, boolean ended) {}
}
