package dev.sluice.agent.chart;

import dev.sluice.agent.shape.Field;
import dev.sluice.agent.shape.ResultTable;
import dev.sluice.model.analysis.Visualization.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Labels and numbers of the plain visualization.
final class Data {
    private Data() {}

    static List<String> labels(ResultTable table, Field label, int rows) {
        return IntStream.range(0, rows).mapToObj(row -> table.label(row, label)).toList();
    }

    static Dataset dataset(ResultTable table, Field measure, int rows) {
        var numbers = new ArrayList<@Nullable Number>(rows);
        for (int row = 0; row < rows; row++) {
            numbers.add(table.number(row, measure));
        }
        return new Dataset(measure.title(), numbers);
    }

    static List<@Nullable Number> list(@Nullable Number number) {
        var list = new ArrayList<@Nullable Number>(1);
        list.add(number);
        return list;
    }
}
