package dev.sluice.agent.answer;

import dev.sluice.agent.shape.Field;
import dev.sluice.agent.shape.Figures;
import dev.sluice.agent.shape.ResultShape;
import dev.sluice.agent.shape.ResultShape.Empty;
import dev.sluice.agent.shape.ResultShape.Groups;
import dev.sluice.agent.shape.ResultShape.Matrix;
import dev.sluice.agent.shape.ResultShape.Numbers;
import dev.sluice.agent.shape.ResultShape.Pairs;
import dev.sluice.agent.shape.ResultShape.Rows;
import dev.sluice.agent.shape.ResultShape.Series;
import dev.sluice.agent.shape.ResultShape.Single;
import dev.sluice.agent.shape.ResultShape.Spread;
import dev.sluice.agent.shape.ResultShape.Trend;
import dev.sluice.agent.shape.ResultTable;
import dev.sluice.agent.shape.SqlFeatures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is worth noticing in the rows, computed from them.
public final class Insights {
    private static final int MOST = 5;
    private static final int TOP = 3;

    private Insights() {}

    public static List<String> of(ResultShape shape, SqlFeatures features) {
        var insights =
                switch (shape) {
                    case Groups groups -> groups(groups, features);
                    case Trend trend -> trend(trend, features);
                    case Series series -> series(series);
                    case Matrix matrix -> matrix(matrix);
                    case Spread spread -> spread(spread);
                    case Pairs _, Empty _, Single _, Numbers _, Rows _ -> List.<String>of();
                };
        return insights.stream().limit(MOST).toList();
    }

    private static List<String> groups(Groups groups, SqlFeatures features) {
        var table = groups.table();
        var measure = groups.measures().getFirst();
        var findings = Findings.of(table, measure, row -> table.label(row, groups.label()));
        var insights = new ArrayList<String>();
        if (findings.points().size() < 2 || findings.allEqual()) {
            return insights;
        }
        insights.add(range(measure, findings));
        concentration(table, measure, findings, features, insights);
        apart(measure, findings, insights);
        if (groups.measures().size() > 1 && table.size() >= 5) {
            var second = groups.measures().get(1);
            var words = Correlation.words(table, measure, second);
            if (!words.isEmpty()) {
                insights.add(measure.title() + " and " + second.words() + words + ".");
            }
        }
        missing(measure, findings, insights);
        return insights;
    }

    private static List<String> trend(Trend trend, SqlFeatures features) {
        var table = trend.table();
        var measure = trend.measures().getFirst();
        var findings =
                Findings.of(
                        table,
                        measure,
                        row -> trend.timeline().label(table.value(row, trend.time())));
        var insights = new ArrayList<String>();
        if (findings.points().size() < 2) {
            return insights;
        }
        // the answer itself says where it began, ended, was highest and lowest
        if (!findings.allEqual()) {
            steepest(measure, findings, insights);
            if (features.isAdditive(measure) && !features.partial() && !table.truncated()) {
                insights.add(
                        "All "
                                + findings.points().size()
                                + " periods together: "
                                + Figures.format(findings.total())
                                + ".");
            }
            apart(measure, findings, insights);
        }
        missing(measure, findings, insights);
        return insights;
    }

    private static List<String> series(Series series) {
        var byGroup = new LinkedHashMap<String, List<List<@Nullable Object>>>();
        for (int row = 0; row < series.table().size(); row++) {
            byGroup.computeIfAbsent(
                            series.table().label(row, series.group()), _ -> new ArrayList<>())
                    .add(series.table().rows().get(row));
        }
        var insights = new ArrayList<String>();
        byGroup.forEach((group, rows) -> {
            var own = series.table().with(rows);
            var findings =
                    Findings.of(
                            own,
                            series.measure(),
                            row -> series.timeline().label(own.value(row, series.time())));
            if (findings.points().size() > 1) {
                insights.add(group + " " + AnswerSentence.course(findings) + ".");
            }
        });
        return insights;
    }

    private static List<String> matrix(Matrix matrix) {
        var table = matrix.table();
        var findings =
                Findings.of(
                        table,
                        matrix.measure(),
                        row ->
                                table.label(row, matrix.down())
                                        + ", "
                                        + table.label(row, matrix.across()));
        var insights = new ArrayList<String>();
        if (findings.points().size() > 1 && !findings.allEqual()) {
            insights.add(range(matrix.measure(), findings));
            apart(matrix.measure(), findings, insights);
        }
        return insights;
    }

    private static List<String> spread(Spread spread) {
        var findings = Findings.of(spread.table(), spread.measure(), row -> "");
        var insights = new ArrayList<String>();
        insights.add(
                "The middle value is "
                        + Figures.format(findings.typical())
                        + ", the lowest "
                        + findings.lowest().figure()
                        + ", the highest "
                        + findings.highest().figure()
                        + ".");
        missing(spread.measure(), findings, insights);
        return insights;
    }

    private static String range(Field measure, Findings findings) {
        return measure.title()
                + " is highest for "
                + findings.highest().name()
                + " ("
                + findings.highest().figure()
                + ") and lowest for "
                + findings.lowest().name()
                + " ("
                + findings.lowest().figure()
                + ").";
    }

    private static void concentration(
            ResultTable table,
            Field measure,
            Findings findings,
            SqlFeatures features,
            List<String> insights) {
        if (!features.isAdditive(measure)
                || features.partial()
                || table.truncated()
                || !findings.nonNegative()
                || findings.points().size() <= TOP) {
            return;
        }
        var top = findings.descending().stream().limit(TOP).toList();
        var sum = top.stream().map(Findings.Point::number).reduce(BigDecimal.ZERO, BigDecimal::add);
        var share = Figures.share(sum, findings.total());
        if (share != null) {
            insights.add(
                    Sentences.list(top.stream().map(Findings.Point::name).toList())
                            + " together make up "
                            + share
                            + " of the total.");
        }
    }

    private static void steepest(Field measure, Findings findings, List<String> insights) {
        var points = findings.points();
        if (points.size() < 3) {
            return;
        }
        var at = 1;
        for (int i = 2; i < points.size(); i++) {
            if (step(points, i).abs().compareTo(step(points, at).abs()) > 0) {
                at = i;
            }
        }
        var before = points.get(at - 1);
        var after = points.get(at);
        var change = Figures.change(before.number(), after.number());
        var up = step(points, at).signum() > 0;
        insights.add(
                "The largest step of "
                        + measure.words()
                        + " is from "
                        + before.name()
                        + " to "
                        + after.name()
                        + ": "
                        + (up ? "+" : "−")
                        + Figures.format(step(points, at).abs())
                        + (change == null ? "" : " (" + (up ? "+" : "−") + change + ")")
                        + ".");
    }

    private static BigDecimal step(List<Findings.Point> points, int at) {
        return points.get(at).number().subtract(points.get(at - 1).number());
    }

    private static void apart(Field measure, Findings findings, List<String> insights) {
        var outlier = findings.outlier();
        if (outlier != null) {
            insights.add(
                    outlier.name()
                            + " stands apart: "
                            + measure.words()
                            + " of "
                            + outlier.figure()
                            + " where the middle value is "
                            + Figures.format(findings.typical())
                            + ".");
        }
    }

    private static void missing(Field measure, Findings findings, List<String> insights) {
        if (findings.missing() > 0) {
            insights.add(
                    Sentences.count(findings.missing(), "row")
                            + (findings.missing() == 1 ? " has" : " have")
                            + " no value for "
                            + measure.words()
                            + ".");
        }
    }
}
