package dev.sluice.jobstore.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one run of a sweep found.
///
/// @param sweep such as `expire-results`
/// @param checked things looked at
/// @param removed things removed
/// @param overdue things still there although their time was over when the run ended
/// @param failed something could not be removed, or the run broke off; `detail` says why, and the counts
///     are those until then
public record SweepReport(
        String sweep,
        Instant beganAt,
        Instant endedAt,
        long checked,
        long removed,
        long overdue,
        boolean failed,
        @Nullable String detail) {}
