package dev.sluice.exports.pipeline;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;

/// What is said when an export would have more files than a manifest names.
public final class TooManyParts {
    public static final int MOST = 10_000;

    private TooManyParts() {}

    public static ProblemException problem() {
        return ProblemType.VALIDATION_FAILED.because(
                "The export would have more than 10,000 files; ask for larger parts, or for"
                        + " partition_by columns with fewer values.");
    }
}
