package dev.sluice.model.request;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conditions and wishes that a client sends beside the question.
///
/// @param filters column name to value, or to a list of values, that every row must match
/// @param preferences free words for the answer, such as `{"chart": "line"}`
public record AnalysisContext(
        @Nullable Map<String, Object> filters, @Nullable Map<String, Object> preferences) {}
