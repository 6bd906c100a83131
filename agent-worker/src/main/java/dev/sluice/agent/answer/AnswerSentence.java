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
import dev.sluice.agent.shape.Role;
import dev.sluice.agent.shape.SqlFeatures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// Says in a sentence or two what the rows say, and nothing that they do not.
public final class AnswerSentence {
    private static final Pattern LOWEST =
            Pattern.compile(
                    "(?i)\\b(lowest|least|fewest|smallest|worst|bottom|cheapest|minimum|slowest|weakest)\\b");
    private static final int MOST_COLUMNS = 8;

    private AnswerSentence() {}

    /// @param filters conditions in words, so that "nothing" says of what
    public static String of(
            String question, ResultShape shape, SqlFeatures features, List<String> filters) {
        return switch (shape) {
            case Empty _ -> nothing(filters);
            case Single single -> single(single) + given(filters) + ".";
            case Numbers numbers ->
                    numbers(numbers.table(), numbers.measures()) + given(filters) + ".";
            case Trend _, Series _, Groups _, Matrix _, Pairs _, Spread _, Rows _ ->
                    ofMany(question, shape, features) + only(filters);
        };
    }

    private static String ofMany(String question, ResultShape shape, SqlFeatures features) {
        return switch (shape) {
            case Empty _, Single _, Numbers _ -> throw new IllegalArgumentException("one row");
            case Trend trend -> trend(trend);
            case Series series -> series(series);
            case Groups groups -> groups(question, groups, features);
            case Matrix matrix -> matrix(matrix);
            case Pairs pairs ->
                    Figures.format(BigDecimal.valueOf(pairs.table().size()))
                            + " pairs of "
                            + pairs.x().words()
                            + " and "
                            + pairs.y().words()
                            + Correlation.words(pairs.table(), pairs.x(), pairs.y())
                            + ".";
            case Spread spread -> spread(spread);
            case Rows rows -> rows(rows.table());
        };
    }

    private static String nothing(List<String> filters) {
        return filters.isEmpty()
                ? "The query found nothing: there are no rows to answer from."
                : "The query found nothing: no row matches " + Sentences.list(filters) + ".";
    }

    private static String single(Single single) {
        var field = single.field();
        var number = single.table().number(0, field);
        var value = number == null ? single.table().label(0, field) : Figures.format(number);
        var shown =
                number != null && field.role() != Role.NUMBER
                        ? single.table().label(0, field)
                        : value;
        return field.title() + ": " + shown;
    }

    private static String given(List<String> filters) {
        return filters.isEmpty() ? "" : " (" + String.join("; ", filters) + ")";
    }

    private static String only(List<String> filters) {
        return filters.isEmpty() ? "" : " Only where " + Sentences.list(filters) + ".";
    }

    private static String numbers(ResultTable table, List<Field> measures) {
        var parts = new ArrayList<String>();
        for (var measure : measures) {
            var number = table.number(0, measure);
            var words = parts.isEmpty() ? measure.title() : measure.words();
            parts.add(words + ": " + (number == null ? "no value" : Figures.format(number)));
        }
        return String.join(", ", parts);
    }

    private static String ofOne(ResultTable table, List<Field> measures) {
        return Sentences.list(
                measures.stream()
                        .map(measure -> {
                            var number = table.number(0, measure);
                            return measure.words()
                                    + " of "
                                    + (number == null ? "nothing" : Figures.format(number));
                        })
                        .toList());
    }

    private static String trend(Trend trend) {
        var measure = trend.measures().getFirst();
        var findings = Findings.of(trend.table(), measure, row -> period(trend, row));
        if (findings.isEmpty()) {
            return "There are " + trend.table().size() + " periods, and none has a number.";
        }
        return measure.title() + " " + course(findings) + extremes(findings) + ".";
    }

    private static String period(Trend trend, int row) {
        return trend.timeline().label(trend.table().value(row, trend.time()));
    }

    static String course(Findings findings) {
        var from = findings.first();
        var to = findings.last();
        var direction = to.number().compareTo(from.number());
        var ends = from.figure() + " in " + from.name() + " to " + to.figure() + " in " + to.name();
        if (direction == 0) {
            return "is the same at both ends, "
                    + from.figure()
                    + " in "
                    + from.name()
                    + " and in "
                    + to.name();
        }
        var change = Figures.change(from.number(), to.number());
        return (direction > 0 ? "rose from " : "fell from ")
                + ends
                + (change == null ? "" : " (" + (direction > 0 ? "+" : "−") + change + ")");
    }

    private static String extremes(Findings findings) {
        var highest = findings.highest();
        var lowest = findings.lowest();
        if (findings.points().size() < 3 || findings.allEqual()) {
            return "";
        }
        return ", with its highest value in "
                + highest.name()
                + " ("
                + highest.figure()
                + ") and its lowest in "
                + lowest.name()
                + " ("
                + lowest.figure()
                + ")";
    }

    private static String series(Series series) {
        var table = series.table();
        var times = table.values(series.time());
        var last = times.getLast();
        var latest =
                table.with(
                        table.rows().stream()
                                .filter(row -> Objects.equals(row.get(series.time().index()), last))
                                .toList());
        var findings =
                Findings.of(latest, series.measure(), row -> latest.label(row, series.group()));
        var groups = table.values(series.group()).stream().distinct().count();
        var head =
                series.measure().title()
                        + " for "
                        + groups
                        + " values of "
                        + series.group().words()
                        + " from "
                        + series.timeline().label(times.getFirst())
                        + " to "
                        + series.timeline().label(last);
        if (findings.isEmpty()) {
            return head + ".";
        }
        var top = findings.highest();
        return head + "; at the end " + top.name() + " leads with " + top.figure() + ".";
    }

    private static String groups(String question, Groups groups, SqlFeatures features) {
        var table = groups.table();
        var measure = groups.measures().getFirst();
        var findings = Findings.of(table, measure, row -> table.label(row, groups.label()));
        if (findings.isEmpty()) {
            return table.size() + " rows by " + groups.label().words() + ", and none has a number.";
        }
        if (table.size() == 1) {
            return findings.first().name() + ", with " + ofOne(table, groups.measures()) + ".";
        }
        if (findings.allEqual()) {
            return measure.title()
                    + " is "
                    + findings.first().figure()
                    + " for all "
                    + findings.points().size()
                    + " values of "
                    + groups.label().words()
                    + ".";
        }
        var lowest = LOWEST.matcher(question).find();
        var order = lowest ? findings.ascending() : findings.descending();
        return order.getFirst().name()
                + " has the "
                + (lowest ? "lowest " : "highest ")
                + measure.words()
                + " with "
                + order.getFirst().figure()
                + (lowest ? "" : shareOfWhole(findings, table, measure, features))
                + followers(order)
                + ".";
    }

    /// A share is claimed only of sums and counts whose every group is there.
    private static String shareOfWhole(
            Findings findings, ResultTable table, Field measure, SqlFeatures features) {
        if (!features.isAdditive(measure)
                || features.partial()
                || table.truncated()
                || !findings.nonNegative()) {
            return "";
        }
        var total = findings.total();
        var share = Figures.share(findings.highest().number(), total);
        return share == null
                ? ""
                : " (" + share + " of the total of " + Figures.format(total) + ")";
    }

    private static String followers(List<Findings.Point> order) {
        var next = order.stream().skip(1).limit(2).toList();
        return ", followed by "
                + Sentences.list(
                        next.stream()
                                .map(point -> point.name() + " (" + point.figure() + ")")
                                .toList());
    }

    private static String matrix(Matrix matrix) {
        var table = matrix.table();
        var findings =
                Findings.of(
                        table,
                        matrix.measure(),
                        row ->
                                table.label(row, matrix.down())
                                        + ", "
                                        + table.label(row, matrix.across()));
        if (findings.isEmpty()) {
            return table.size() + " combinations, and none has a number.";
        }
        if (findings.allEqual()) {
            return matrix.measure().title()
                    + " is "
                    + findings.first().figure()
                    + " for all "
                    + table.size()
                    + " combinations of "
                    + matrix.down().words()
                    + " and "
                    + matrix.across().words()
                    + ".";
        }
        return "Of "
                + table.size()
                + " combinations of "
                + matrix.down().words()
                + " and "
                + matrix.across().words()
                + ", "
                + findings.highest().name()
                + " has the highest "
                + matrix.measure().words()
                + " ("
                + findings.highest().figure()
                + "), "
                + findings.lowest().name()
                + " the lowest ("
                + findings.lowest().figure()
                + ").";
    }

    private static String spread(Spread spread) {
        var findings = Findings.of(spread.table(), spread.measure(), row -> "");
        return findings.points().size()
                + " values of "
                + spread.measure().words()
                + " between "
                + findings.lowest().figure()
                + " and "
                + findings.highest().figure()
                + ", half of them up to "
                + Figures.format(findings.typical())
                + ".";
    }

    private static String rows(ResultTable table) {
        var names = table.fields().stream().limit(MOST_COLUMNS).map(Field::words).toList();
        var more = table.fields().size() - names.size();
        return (table.truncated()
                        ? "The first " + Sentences.count(table.size(), "row") + " of more"
                        : Sentences.count(table.size(), "row"))
                + " with "
                + Sentences.list(names)
                + (more > 0 ? " and " + Sentences.count(more, "more column") : "")
                + ".";
    }
}
