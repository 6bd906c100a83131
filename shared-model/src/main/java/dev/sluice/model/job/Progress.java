package dev.sluice.model.job;

import org.jspecify.annotations.Nullable;

/// How far a job has come.
///
/// @param rows rows read so far
/// @param bytes bytes written so far, as stored
/// @param estimatedRows the planner's estimate of all rows; null where there is none
/// @param fraction 0 to 1, never 1 before the end; null where unknown
/// @param etaSeconds seconds to the end at the present rate; null where unknown
public record Progress(
        long rows,
        long bytes,
        @Nullable Long estimatedRows,
        @Nullable Double fraction,
        @Nullable Double etaSeconds) {}
