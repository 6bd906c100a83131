package dev.sluice.model.request;

import org.jspecify.annotations.Nullable;

/// A question to be answered with numbers.
///
/// @param maxRows 1 to 10,000; null when the client gave none, and then a larger result becomes an
///     export
/// @param context the client's `context` object as it came; null when there was none
public record AnalysisRequest(
        String question, @Nullable Integer maxRows, @Nullable AnalysisContext context)
        implements JobRequest {
    /// What an answer shows at most when the client gave no `max_rows`.
    public static final int DEFAULT_MAX_ROWS = 100;

    public static final int LARGEST_MAX_ROWS = 10_000;
}
