package dev.sluice.exports.encoding;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;

/// What is said when a COPY stream is not what it must be.
public final class BrokenStream {
    private BrokenStream() {}

    /// @param what such as "ended inside a row"
    public static ProblemException because(String what) {
        return ProblemType.SOURCE_FAILED.because(
                "The source's COPY stream " + what + "; the export was thrown away.");
    }
}
