package dev.sluice.agent.shape;

import dev.sluice.sources.reading.QueryResult;
import dev.sluice.sources.reading.ResultColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Results as the source would give them, written down in a test.
public final class Results {
    private final List<ResultColumn> columns = new ArrayList<>();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private boolean truncated;

    private Results() {}

    /// @param columns `name:type`
    public static Results of(String... columns) {
        var results = new Results();
        for (var column : columns) {
            var colon = column.lastIndexOf(':');
            results.columns.add(
                    new ResultColumn(
                            column.substring(0, colon), column.substring(colon + 1), 0, -1, true));
        }
        return results;
    }

    public Results row(@Nullable Object... values) {
        rows.add(Collections.unmodifiableList(Arrays.asList(values)));
        return this;
    }

    public Results truncated() {
        truncated = true;
        return this;
    }

    public QueryResult result() {
        return new QueryResult(
                List.copyOf(columns),
                List.copyOf(rows),
                truncated,
                Instant.parse("2026-11-20T10:00:00Z"),
                3);
    }

    public ResultTable table() {
        return ResultTable.of(result());
    }

    public ResultShape shape(String sql) {
        return ShapeReader.read(table(), SqlFeatures.of(sql));
    }
}
