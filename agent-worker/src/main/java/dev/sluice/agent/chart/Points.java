package dev.sluice.agent.chart;

import static dev.sluice.agent.chart.VegaLite.inOrder;
import static dev.sluice.agent.chart.VegaLite.mark;
import static dev.sluice.agent.chart.VegaLite.nominal;
import static dev.sluice.agent.chart.VegaLite.object;
import static dev.sluice.agent.chart.VegaLite.quantity;

import dev.sluice.agent.shape.Field;
import dev.sluice.agent.shape.Figures;
import dev.sluice.agent.shape.ResultShape.Matrix;
import dev.sluice.agent.shape.ResultTable;
import dev.sluice.model.analysis.Visualization;
import dev.sluice.model.analysis.Visualization.Dataset;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pictures of how values lie: points, colours, bins, quartiles.
final class Points {
    private static final int MOST = 2_000;
    private static final int BINS = 10;

    private Points() {}

    /// @param label names the points; null where they have none
    static Picture scatter(
            String title, ResultTable table, Field x, Field y, @Nullable Field label) {
        var values = new ArrayList<Map<String, Object>>();
        var labels = new ArrayList<String>();
        var data = new ArrayList<@Nullable Number>();
        for (int row = 0; row < Math.min(table.size(), MOST); row++) {
            var across = table.number(row, x);
            var up = table.number(row, y);
            if (across == null || up == null) {
                continue;
            }
            var point = object("x", across, "y", up);
            if (label != null) {
                point.put("name", table.label(row, label));
            }
            values.add(point);
            labels.add(across.toPlainString());
            data.add(up);
        }
        var encoding =
                object(
                        "x",
                        quantity("x", x.title(), "scale", object("zero", false)),
                        "y",
                        quantity("y", y.title(), "scale", object("zero", false)));
        if (label != null) {
            encoding.put(
                    "tooltip",
                    List.of(
                            nominal("name", label.title()),
                            quantity("x", x.title()),
                            quantity("y", y.title())));
        }
        return new Picture(
                new Visualization("scatter", labels, List.of(new Dataset(y.title(), data))),
                VegaLite.spec(title, values, mark("point"), encoding),
                null);
    }

    static Picture heatmap(String title, Matrix matrix) {
        var cells = Cells.of(matrix);
        var spec =
                VegaLite.spec(
                        title,
                        cells.values(),
                        mark("rect"),
                        object(
                                "x", inOrder("across", matrix.across().title()),
                                "y", inOrder("down", matrix.down().title()),
                                "color", quantity("y", matrix.measure().title())));
        return new Picture(cells.visualization("heatmap"), spec, null);
    }

    static Picture histogram(String title, ResultTable table, Field measure) {
        var numbers = table.numbers(measure);
        var spec =
                VegaLite.spec(
                        title,
                        values(numbers),
                        mark("bar"),
                        object(
                                "x", quantity("y", measure.title(), "bin", object("maxbins", BINS)),
                                "y", object("aggregate", "count", "title", "Rows")));
        return new Picture(binned(numbers), spec, null);
    }

    static Picture boxplot(String title, ResultTable table, Field measure) {
        var numbers = table.numbers(measure);
        var spec =
                VegaLite.spec(
                        title,
                        values(numbers),
                        object("type", "boxplot"),
                        object("y", quantity("y", measure.title())));
        var sorted = numbers.stream().sorted().toList();
        var five = new ArrayList<@Nullable Number>();
        for (double at : new double[] {0, 0.25, 0.5, 0.75, 1}) {
            five.add(
                    sorted.isEmpty()
                            ? null
                            : sorted.get((int) Math.round(at * (sorted.size() - 1))));
        }
        return new Picture(
                new Visualization(
                        "boxplot",
                        List.of("Minimum", "Lower quartile", "Median", "Upper quartile", "Maximum"),
                        List.of(new Dataset(measure.title(), five))),
                spec,
                null);
    }

    private static List<Map<String, Object>> values(List<BigDecimal> numbers) {
        return numbers.stream().limit(MOST).map(number -> object("y", number)).toList();
    }

    private static Visualization binned(List<BigDecimal> numbers) {
        var least = numbers.stream().mapToDouble(BigDecimal::doubleValue).min().orElse(0);
        var most = numbers.stream().mapToDouble(BigDecimal::doubleValue).max().orElse(0);
        var width = (most - least) / BINS;
        var counts = new long[width > 0 ? BINS : 1];
        for (var number : numbers) {
            var bin = width > 0 ? (int) ((number.doubleValue() - least) / width) : 0;
            counts[Math.min(bin, counts.length - 1)]++;
        }
        var labels = new ArrayList<String>();
        var data = new ArrayList<@Nullable Number>();
        for (int bin = 0; bin < counts.length; bin++) {
            labels.add(edge(least + bin * width) + " – " + edge(least + (bin + 1) * width));
            data.add(counts[bin]);
        }
        return new Visualization("histogram", labels, List.of(new Dataset("Rows", data)));
    }

    private static String edge(double value) {
        return Figures.format(BigDecimal.valueOf(value));
    }
}
