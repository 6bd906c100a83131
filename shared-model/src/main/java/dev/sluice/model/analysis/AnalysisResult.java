package dev.sluice.model.analysis;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer to a question, with everything it rests on.
///
/// @param chart a Vega-Lite specification; null where no picture helps
/// @param rows values by row, in the order of `columns`: exact numbers, strings, booleans, lists, JSON
/// @param rowCount rows in `rows`
/// @param truncated whether the query had more rows than are shown
/// @param confidence 0 to 1
public record AnalysisResult(
        String answer,
        @Nullable Visualization visualization,
        @Nullable Map<String, Object> chart,
        @Nullable String chartReason,
        @Nullable String sql,
        List<Column> columns,
        List<List<@Nullable Object>> rows,
        long rowCount,
        boolean truncated,
        List<String> keyInsights,
        List<String> followUps,
        double confidence,
        Basis basis,
        List<ErrorEntry> errorHistory,
        long executionMs,
        Usage usage) {

    /// @param type PostgreSQL's name of the type
    public record Column(String name, String type) {}

    /// @param asOf the snapshot's time
    public record Basis(
            Engine engine,
            Intent intent,
            List<String> tables,
            List<String> filters,
            List<String> assumptions,
            Instant asOf,
            @Nullable String verifiedQuery) {}

    public record ErrorEntry(String sql, String error, String analysis) {}

    public record Usage(int modelCalls, long inputTokens, long outputTokens) {
        public static final Usage NONE = new Usage(0, 0, 0);
    }
}
