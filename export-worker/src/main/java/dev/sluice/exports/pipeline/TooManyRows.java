package dev.sluice.exports.pipeline;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.util.Locale;

/// What is said when a file of the format cannot hold the rows.
public final class TooManyRows {
    private TooManyRows() {}

    /// @param most rows that one can hold
    public static ProblemException of(long most) {
        return ProblemType.UNSUPPORTED.because(
                String.format(
                        Locale.ROOT,
                        "The result has more than the %,d rows that one sheet can hold; ask for"
                                + " sheets: \"many\" or rows_per_part, or for parquet or csv.",
                        most));
    }
}
