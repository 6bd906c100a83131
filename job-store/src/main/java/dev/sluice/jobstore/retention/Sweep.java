package dev.sluice.jobstore.retention;

import java.time.Duration;

/// One kind of thing that must not outlive its time. What it does may be done again, or by two at once:
/// both then find less to do.
interface Sweep {
    /// Such as `expire-results`.
    String name();

    /// How often it runs.
    Duration every();

    /// Removes what is due, and counts what is still there although its time is over.
    ///
    /// @param turn asked between steps; throws when another process has taken over
    void sweep(Tally tally, Runnable turn);

    /// What is still there although its time was over so long ago; removes nothing.
    ///
    /// @param turn as for [#sweep]
    long overdue(Duration grace, Runnable turn);
}
