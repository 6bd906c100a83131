package dev.sluice.agent.chart;

import static dev.sluice.agent.chart.VegaLite.object;

import dev.sluice.agent.shape.ResultShape.Matrix;
import dev.sluice.model.analysis.Visualization;
import dev.sluice.model.analysis.Visualization.Dataset;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A number by two names, each name in order of first appearance.
record Cells(List<String> down, List<String> across, Map<List<String>, BigDecimal> numbers) {
    private static final int MOST_DOWN = 60;
    private static final int MOST_ACROSS = 40;

    static Cells of(Matrix matrix) {
        var table = matrix.table();
        var down = new LinkedHashSet<String>();
        var across = new LinkedHashSet<String>();
        var numbers = new HashMap<List<String>, BigDecimal>();
        for (int row = 0; row < table.size(); row++) {
            var one = table.label(row, matrix.down());
            var other = table.label(row, matrix.across());
            down.add(one);
            across.add(other);
            var number = table.number(row, matrix.measure());
            if (number != null) {
                numbers.putIfAbsent(List.of(one, other), number);
            }
        }
        return new Cells(
                down.stream().limit(MOST_DOWN).toList(),
                across.stream().limit(MOST_ACROSS).toList(),
                numbers);
    }

    List<Map<String, Object>> values() {
        var values = new ArrayList<Map<String, Object>>();
        for (var one : down) {
            for (var other : across) {
                var number = numbers.get(List.of(one, other));
                if (number != null) {
                    values.add(object("down", one, "across", other, "y", number));
                }
            }
        }
        return values;
    }

    Visualization visualization(String type) {
        var datasets = new ArrayList<Dataset>();
        for (var other : across) {
            var data = new ArrayList<@Nullable Number>();
            down.forEach(one -> data.add(numbers.get(List.of(one, other))));
            datasets.add(new Dataset(other, data));
        }
        return new Visualization(type, down, datasets);
    }
}
