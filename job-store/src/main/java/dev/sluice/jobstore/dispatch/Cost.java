package dev.sluice.jobstore.dispatch;

import dev.sluice.model.job.Lane;

/// What a job costs its tenant: an export its rows and the time it takes without any, an analysis its
/// tokens. Each lane counts in its own unit, because accounts are compared on one lane only.
final class Cost {
    /// What connecting, planning, storing and publishing take, in the time of rows.
    static final long EXPORT_OVERHEAD = 200_000;

    private static final long MOST = 1_000_000_000;

    private Cost() {}

    /// @param expected rows or tokens
    static long charge(Lane lane, long expected) {
        return switch (lane) {
            case EXPORT -> EXPORT_OVERHEAD + clip(expected);
            case ANALYZE -> clip(expected);
            case ANALYZE_CALLS, EXPORT_CALLS -> 1;
        };
    }

    /// What it was in the end.
    ///
    /// @param expected rows or tokens; of an analysis whose tokens were counted, what it took
    /// @param rows as far as the attempt came
    static long settled(Lane lane, long expected, long rows) {
        return switch (lane) {
            case EXPORT -> EXPORT_OVERHEAD + Math.min(rows, MOST);
            case ANALYZE, ANALYZE_CALLS, EXPORT_CALLS -> charge(lane, expected);
        };
    }

    private static long clip(long expected) {
        return Math.clamp(expected, 1, MOST);
    }
}
