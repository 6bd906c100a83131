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

    /// How the second pause grows where the problem itself names the first.
    private static final int GROWTH = 5;

    /// Failures of an attempt whose problem names its pause: it is known not to go away by asking.
    private static final int MOST_WHERE_TOLD = 3;

    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    /// @param failuresBefore failures of the job before this one
    Duration after(Problem problem, int failuresBefore) {
        var pauses = pauses(problem);
        var seconds = pauses[Math.min(failuresBefore, pauses.length - 1)];
        var factor = random.nextDouble(1 - JITTER, 1 + JITTER);
        return Duration.ofMillis(Math.round(seconds * 1000 * factor));
    }

    private static long[] pauses(Problem problem) {
        var told = problem.retryAfterSeconds();
        if (told != null) {
            return new long[] {told, (long) told * GROWTH};
        }
        return problem.code().equals(ProblemType.SOURCE_UNREACHABLE.code())
                ? UNREACHABLE_SECONDS
                : SHORT_SECONDS;
    }

    /// How many attempts may fail before the job does.
    static int most(Problem problem) {
        return problem.retryAfterSeconds() == null ? Transitions.MAX_FAILURES : MOST_WHERE_TOLD;
    }
}
