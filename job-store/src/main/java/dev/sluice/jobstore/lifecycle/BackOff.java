package dev.sluice.jobstore.lifecycle;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long a job rests between two attempts. The pauses grow, and vary by a fifth so that jobs which
/// failed together do not come back together.
final class BackOff {
    /// Together 40 s, in which a database restarts.
    private static final long[] SHORT_SECONDS = {1, 3, 9, 27};

    /// Together 385 s, at least 308: who cannot be reached at all is often away for minutes.
    private static final long[] UNREACHABLE_SECONDS = {5, 20, 90, 270};

    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    /// @param failuresBefore failures of the job before this one
    Duration after(Problem problem, int failuresBefore) {
        var pauses =
                problem.code().equals(ProblemType.SOURCE_UNREACHABLE.code())
                        ? UNREACHABLE_SECONDS
                        : SHORT_SECONDS;
        var seconds = pauses[Math.min(failuresBefore, pauses.length - 1)];
        var factor = random.nextDouble(1 - JITTER, 1 + JITTER);
        return Duration.ofMillis(Math.round(seconds * 1000 * factor));
    }
}
