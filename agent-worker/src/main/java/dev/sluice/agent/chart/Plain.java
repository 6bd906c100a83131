package dev.sluice.agent.chart;

import static dev.sluice.agent.chart.VegaLite.mark;
import static dev.sluice.agent.chart.VegaLite.nominal;
import static dev.sluice.agent.chart.VegaLite.object;
import static dev.sluice.agent.chart.VegaLite.quantity;

import dev.sluice.agent.shape.Field;
import dev.sluice.agent.shape.Figures;
import dev.sluice.agent.shape.ResultTable;
import dev.sluice.model.analysis.Visualization;
import dev.sluice.model.analysis.Visualization.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pictures without axes.
final class Plain {
    private static final int LARGEST_TABLE = 100;

    private Plain() {}

    static Picture number(String title, ResultTable table, Field field) {
        var number = table.number(0, field);
        var spec =
                VegaLite.spec(
                        title,
                        List.of(object("value", number == null ? "–" : Figures.format(number))),
                        object("type", "text", "fontSize", 48),
                        object("text", object("field", "value", "type", "nominal")));
        return new Picture(
                new Visualization(
                        "number",
                        List.of(field.title()),
                        List.of(new Dataset(field.title(), Data.list(number)))),
                spec,
                null);
    }

    /// Several numbers of one row.
    static Picture numbers(ResultTable table, List<Field> measures) {
        var data = new ArrayList<@Nullable Number>();
        measures.forEach(measure -> data.add(table.number(0, measure)));
        return new Picture(
                new Visualization(
                        "number",
                        measures.stream().map(Field::title).toList(),
                        List.of(new Dataset("Value", data))),
                null,
                null);
    }

    static Picture pie(String title, ResultTable table, Field label, Field measure) {
        var values = new ArrayList<Map<String, Object>>();
        for (int row = 0; row < table.size(); row++) {
            values.add(object("part", table.label(row, label), "y", table.number(row, measure)));
        }
        var spec =
                VegaLite.spec(
                        title,
                        values,
                        mark("arc"),
                        object(
                                "theta", quantity("y", measure.title(), "stack", true),
                                "color", nominal("part", label.title())));
        return new Picture(
                new Visualization(
                        "pie",
                        Data.labels(table, label, table.size()),
                        List.of(Data.dataset(table, measure, table.size()))),
                spec,
                null);
    }

    /// For clients that ask for one: the rows themselves stand in the result anyway.
    static Picture table(ResultTable table, Field label, List<Field> measures) {
        var rows = Math.min(table.size(), LARGEST_TABLE);
        return new Picture(
                new Visualization(
                        "table",
                        Data.labels(table, label, rows),
                        measures.stream().map(field -> Data.dataset(table, field, rows)).toList()),
                null,
                null);
    }
}
