package dev.sluice.jobstore.lifecycle;

import dev.sluice.model.problem.Problem;

/// What a failed job says of its attempts: how many failed, and whether a retry can help.
final class FailuresInAll {
    private FailuresInAll() {}

    /// @param failures the last one counted
    static Problem tell(Problem last, int failures) {
        return failures < 2
                ? last
                : last.withDetail(last.detail() + " " + sentence(last, failures));
    }

    private static String sentence(Problem last, int failures) {
        return last.retryable()
                ? "That was the last of "
                        + failures
                        + " failed attempts; retry the job once the cause is gone."
                : failures
                        + " attempts failed, this last one for a reason that a retry would meet again.";
    }
}
