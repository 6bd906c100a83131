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

    /// What it was in the end. Tokens are not counted anew: a worker's time goes with the question.
    ///
    /// @param rows as far as the attempt came
    static long settled(Lane lane, long charged, long rows) {
        return lane == Lane.EXPORT ? EXPORT_OVERHEAD + Math.min(rows, MOST) : charged;
    }

    private static long clip(long expected) {
        return Math.clamp(expected, 1, MOST);
    }
}
