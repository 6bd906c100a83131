package dev.sluice.model.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far an analysis or an export has come.
///
/// @param rows rows read so far
/// @param bytes bytes written so far, as stored
/// @param estimatedRows the planner's estimate of all rows; null where there is none
/// @param fraction 0 to 1, never 1 before the end; null where unknown
/// @param etaSeconds seconds to the end at the present rate; null where unknown
/// @param rowsPerSecond over the last seconds; null where unknown
/// @param parts the files of an export in several, the newest 100; null for a job in one piece
public record Progress(
        long rows,
        long bytes,
        @Nullable Long estimatedRows,
        @Nullable Double fraction,
        @Nullable Double etaSeconds,
        @Nullable Double rowsPerSecond,
        @Nullable List<Part> parts)
        implements JobProgress {

    public Progress(
            long rows,
            long bytes,
            @Nullable Long estimatedRows,
            @Nullable Double fraction,
            @Nullable Double etaSeconds) {
        this(rows, bytes, estimatedRows, fraction, etaSeconds, null, null);
    }

    /// A file of the export.
    ///
    /// @param bytes stored so far
    /// @param finished whether the object is stored and whole
    public record Part(String name, long rows, long bytes, boolean finished) {}
}
