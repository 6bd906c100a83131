package dev.sluice.agent.chart;

import static dev.sluice.agent.chart.VegaLite.inOrder;
import static dev.sluice.agent.chart.VegaLite.mark;
import static dev.sluice.agent.chart.VegaLite.nominal;
import static dev.sluice.agent.chart.VegaLite.object;
import static dev.sluice.agent.chart.VegaLite.quantity;

import dev.sluice.agent.shape.Field;
import dev.sluice.agent.shape.ResultShape.Groups;
import dev.sluice.agent.shape.ResultShape.Matrix;
import dev.sluice.agent.shape.ResultShape.Trend;
import dev.sluice.agent.shape.ResultTable;
import dev.sluice.model.analysis.Visualization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Bars, one for each name, or one for each of a few within each name.
final class Bars {
    /// More bars than this nobody reads.
    static final int MOST = 50;

    private static final int MOST_SIDE_BY_SIDE = 6;
    private static final int MANY = 10;
    private static final int LONG_NAME = 14;
    private static final int HEIGHT_OF_ONE = 22;

    private Bars() {}

    static Picture groups(String title, Groups groups) {
        var table = groups.table();
        var label = groups.label();
        var rows = Math.min(table.size(), MOST);
        var measures = Measures.comparable(table, groups.measures());
        var labels = Data.labels(table, label, rows);
        var spec =
                measures.size() == 1
                        ? single(title, table, label, labels, measures.getFirst())
                        : several(title, table, label, labels, measures);
        return new Picture(visualization(table, labels, measures, rows), spec, null);
    }

    static Picture trend(String title, Trend trend) {
        var table = trend.table();
        var rows = Math.min(table.size(), MOST);
        var measures = Measures.comparable(table, trend.measures());
        var labels = new ArrayList<String>();
        for (int row = 0; row < rows; row++) {
            labels.add(trend.timeline().label(table.value(row, trend.time())));
        }
        var spec =
                measures.size() == 1
                        ? single(title, table, trend.time(), labels, measures.getFirst())
                        : several(title, table, trend.time(), labels, measures);
        return new Picture(visualization(table, labels, measures, rows), spec, null);
    }

    static Picture grouped(String title, Matrix matrix) {
        var cells = Cells.of(matrix);
        var spec =
                VegaLite.spec(
                        title,
                        cells.values(),
                        mark("bar"),
                        object(
                                "x", inOrder("down", matrix.down().title()),
                                "xOffset", object("field", "across", "sort", null),
                                "y", quantity("y", matrix.measure().title()),
                                "color", nominal("across", matrix.across().title())));
        return new Picture(cells.visualization("bar"), spec, null);
    }

    static boolean isFewAcross(Matrix matrix) {
        return Cells.of(matrix).across().size() <= MOST_SIDE_BY_SIDE;
    }

    static String leftOut(ResultTable table) {
        return table.size() > MOST
                ? " The first " + MOST + " of " + table.size() + " are drawn."
                : "";
    }

    private static Visualization visualization(
            ResultTable table, List<String> labels, List<Field> measures, int rows) {
        return new Visualization(
                "bar",
                labels,
                measures.stream().map(measure -> Data.dataset(table, measure, rows)).toList());
    }

    private static Map<String, Object> single(
            String title, ResultTable table, Field label, List<String> labels, Field measure) {
        var values = new ArrayList<Map<String, Object>>();
        for (int row = 0; row < labels.size(); row++) {
            values.add(object("x", labels.get(row), "y", table.number(row, measure)));
        }
        var names = inOrder("x", label.title());
        var numbers = quantity("y", measure.title());
        // many or long names are read from the side
        var sideways =
                labels.size() > MANY || labels.stream().anyMatch(one -> one.length() > LONG_NAME);
        var spec =
                VegaLite.spec(
                        title,
                        values,
                        mark("bar"),
                        sideways
                                ? object("y", names, "x", numbers)
                                : object("x", names, "y", numbers));
        if (sideways) {
            spec.put("height", object("step", HEIGHT_OF_ONE));
        }
        return spec;
    }

    private static Map<String, Object> several(
            String title,
            ResultTable table,
            Field label,
            List<String> labels,
            List<Field> measures) {
        var values = new ArrayList<Map<String, Object>>();
        for (int row = 0; row < labels.size(); row++) {
            for (var measure : measures) {
                values.add(
                        object(
                                "x", labels.get(row),
                                "y", table.number(row, measure),
                                "group", measure.title()));
            }
        }
        return VegaLite.spec(
                title,
                values,
                mark("bar"),
                object(
                        "x", inOrder("x", label.title()),
                        "xOffset", object("field", "group", "sort", null),
                        "y", quantity("y", "Value"),
                        "color", nominal("group", "")));
    }
}
