package dev.sluice.agent.chart;

import static dev.sluice.agent.chart.VegaLite.mark;
import static dev.sluice.agent.chart.VegaLite.nominal;
import static dev.sluice.agent.chart.VegaLite.object;
import static dev.sluice.agent.chart.VegaLite.quantity;

import dev.sluice.agent.shape.ResultShape.Series;
import dev.sluice.agent.shape.ResultShape.Trend;
import dev.sluice.model.analysis.Visualization;
import dev.sluice.model.analysis.Visualization.Dataset;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Courses over time, as lines or areas.
final class Lines {
    private static final int MOST_POINTS = 2_000;
    private static final int MOST_LINES = 8;

    /// Few points are marked, so that a single month can be pointed at.
    private static final int FEW_POINTS = 40;

    private Lines() {}

    /// @param mark `line` or `area`
    static Picture trend(String title, Trend trend, String mark) {
        var table = trend.table();
        var rows = Math.min(table.size(), MOST_POINTS);
        var measures = Measures.comparable(table, trend.measures());
        var labels = new ArrayList<String>();
        var values = new ArrayList<Map<String, Object>>();
        for (int row = 0; row < rows; row++) {
            var time = table.value(row, trend.time());
            labels.add(trend.timeline().label(time));
            for (var measure : measures) {
                var point =
                        object(
                                "x", VegaLite.timeValue(time, trend.timeline()),
                                "y", table.number(row, measure));
                if (measures.size() > 1) {
                    point.put("group", measure.title());
                }
                values.add(point);
            }
        }
        var encoding =
                object(
                        "x", VegaLite.time("x", trend.time(), trend.timeline()),
                        "y",
                                quantity(
                                        "y",
                                        measures.size() > 1
                                                ? "Value"
                                                : measures.getFirst().title()));
        if (measures.size() > 1) {
            encoding.put("color", nominal("group", ""));
        }
        return new Picture(
                new Visualization(
                        mark,
                        labels,
                        measures.stream().map(field -> Data.dataset(table, field, rows)).toList()),
                VegaLite.spec(title, values, mark(mark, "point", rows <= FEW_POINTS), encoding),
                null);
    }

    static Picture series(String title, Series series, String mark) {
        var drawn = largest(series);
        var table = series.table();
        var values = new ArrayList<Map<String, Object>>();
        var times = new LinkedHashSet<String>();
        var numbers = new LinkedHashMap<String, Map<String, BigDecimal>>();
        drawn.forEach(group -> numbers.put(group, new HashMap<>()));
        for (int row = 0; row < table.size() && values.size() < MOST_POINTS; row++) {
            var group = table.label(row, series.group());
            var ofGroup = numbers.get(group);
            if (ofGroup == null) {
                continue;
            }
            var time = table.value(row, series.time());
            var label = series.timeline().label(time);
            var number = table.number(row, series.measure());
            times.add(label);
            if (number != null) {
                ofGroup.put(label, number);
            }
            values.add(
                    object(
                            "x", VegaLite.timeValue(time, series.timeline()),
                            "y", number,
                            "group", group));
        }
        var spec =
                VegaLite.spec(
                        title,
                        values,
                        mark(mark, "point", times.size() <= FEW_POINTS),
                        object(
                                "x", VegaLite.time("x", series.time(), series.timeline()),
                                "y", quantity("y", series.measure().title()),
                                "color", nominal("group", series.group().title())));
        return new Picture(visualization(mark, times, numbers), spec, null);
    }

    static String leftOut(Series series) {
        var groups = totals(series).size();
        return groups > MOST_LINES
                ? " The " + MOST_LINES + " largest of " + groups + " are drawn."
                : "";
    }

    private static Visualization visualization(
            String type,
            LinkedHashSet<String> times,
            Map<String, Map<String, BigDecimal>> numbers) {
        var datasets = new ArrayList<Dataset>();
        numbers.forEach((group, byTime) -> {
            var data = new ArrayList<@Nullable Number>();
            times.forEach(time -> data.add(byTime.get(time)));
            datasets.add(new Dataset(group, data));
        });
        return new Visualization(type, List.copyOf(times), datasets);
    }

    private static List<String> largest(Series series) {
        return totals(series).entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.<BigDecimal>reverseOrder()))
                .limit(MOST_LINES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, BigDecimal> totals(Series series) {
        var totals = new LinkedHashMap<String, BigDecimal>();
        for (int row = 0; row < series.table().size(); row++) {
            var number = series.table().number(row, series.measure());
            totals.merge(
                    series.table().label(row, series.group()),
                    number == null ? BigDecimal.ZERO : number.abs(),
                    BigDecimal::add);
        }
        return totals;
    }
}
