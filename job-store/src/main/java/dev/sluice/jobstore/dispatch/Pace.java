package dev.sluice.jobstore.dispatch;

import java.time.Duration;

/// How long a duty rests at least between two turns, so that many changes are one reason for the next turn,
/// not many. Where changes come faster than turns and the turns find nothing to do (jobs are accepted and no
/// slot is free), it rests longer; after a moment of quiet, or a turn that found something, no longer.
final class Pace {
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration MOST = Duration.ofMillis(40);

    private Duration atLeast = LEAST;

    Duration atLeast() {
        return atLeast;
    }

    /// The turn found something to do.
    void found() {
        atLeast = LEAST;
    }

    /// @param woken whether there was a reason for the next turn before the rest was over
    void rested(boolean woken) {
        var twice = atLeast.multipliedBy(2);
        atLeast = woken ? (twice.compareTo(MOST) < 0 ? twice : MOST) : LEAST;
    }
}
