package dev.sluice.agent.chart;

import dev.sluice.agent.shape.Field;
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
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Chooses the picture that suits a result.
public final class Charting {
    private static final Pattern PARTS =
            Pattern.compile(
                    "(?i)\\b(shares?|proportions?|percentages?|percent|breakdown|break down|composition"
                            + "|split|distribution|make ?up|mix|parts?)\\b");
    private static final Pattern AGAINST =
            Pattern.compile(
                    "(?i)\\b(versus|vs|against|correlat\\w*|relationship|relation between)\\b");

    private static final int FEWEST_PARTS = 2;
    private static final int MOST_PARTS = 8;
    private static final int ENOUGH_POINTS = 5;

    private Charting() {}

    /// @param title of the picture, for people
    /// @param wanted the client's `preferences.chart`; null when it has none
    public static Picture draw(
            String question,
            String title,
            ResultShape shape,
            SqlFeatures features,
            @Nullable String wanted) {
        var own = choose(question, title, shape, features);
        if (wanted == null) {
            return own;
        }
        var kind = ChartKind.of(wanted);
        if (kind.isEmpty()) {
            return own.because(
                    "There is no chart called \"" + shortened(wanted) + "\". " + reason(own));
        }
        var picture = asWanted(kind.get(), title, shape);
        return picture != null
                ? picture.because("A " + kind.get().word() + " chart, as asked for.")
                : own.because(
                        "These rows cannot be drawn as a "
                                + kind.get().word()
                                + " chart. "
                                + reason(own));
    }

    private static Picture choose(
            String question, String title, ResultShape shape, SqlFeatures features) {
        return switch (shape) {
            case Empty _ -> Picture.none("There are no rows to draw.");
            case Single single -> single(title, single);
            case Numbers numbers ->
                    Plain.numbers(numbers.table(), numbers.measures())
                            .because("A few numbers are read best as they are.");
            case Trend trend ->
                    Lines.trend(title, trend, "line")
                            .because(
                                    "A line shows how "
                                            + trend.measures().getFirst().words()
                                            + " changes over time."
                                            + onlyFirst(trend.table(), trend.measures()));
            case Series series ->
                    Lines.series(title, series, "line")
                            .because(
                                    "One line for each "
                                            + series.group().words()
                                            + " compares their course over time."
                                            + Lines.leftOut(series));
            case Groups groups -> groups(question, title, groups, features);
            case Matrix matrix -> matrix(title, matrix);
            case Pairs pairs ->
                    pairs.table().size() >= ENOUGH_POINTS
                            ? Points.scatter(title, pairs.table(), pairs.x(), pairs.y(), null)
                                    .because("Points show whether the two numbers move together.")
                            : Picture.none("A few pairs of numbers are read best as a table.");
            case Spread spread ->
                    Points.histogram(title, spread.table(), spread.measure())
                            .because("A histogram shows how the values are spread.");
            case Rows _ -> Picture.none("A table shows these rows best.");
        };
    }

    private static Picture single(String title, Single single) {
        return single.field().role() == Role.NUMBER
                ? Plain.number(title, single.table(), single.field())
                        .because("One number needs no axes.")
                : Picture.none("One value needs no picture.");
    }

    private static Picture groups(
            String question, String title, Groups groups, SqlFeatures features) {
        var table = groups.table();
        var measures = groups.measures();
        if (table.size() == 1) {
            return Plain.numbers(table, measures).because("One row needs no axes.");
        }
        if (measures.size() >= 2
                && table.size() >= ENOUGH_POINTS
                && AGAINST.matcher(question).find()) {
            return Points.scatter(title, table, measures.get(0), measures.get(1), groups.label())
                    .because("Points show whether the two numbers move together.");
        }
        if (PARTS.matcher(question).find() && arePartsOfAWhole(groups, features)) {
            return Plain.pie(title, table, groups.label(), measures.getFirst())
                    .because("A few parts of one whole.");
        }
        return Bars.groups(title, groups)
                .because(
                        "Bars compare "
                                + measures.getFirst().words()
                                + " by "
                                + groups.label().words()
                                + "."
                                + Bars.leftOut(table)
                                + onlyFirst(table, measures));
    }

    private static Picture matrix(String title, Matrix matrix) {
        return Bars.isFewAcross(matrix)
                ? Bars.grouped(title, matrix)
                        .because(
                                "Bars side by side compare "
                                        + matrix.across().words()
                                        + " within each "
                                        + matrix.down().words()
                                        + ".")
                : Points.heatmap(title, matrix)
                        .because("Colours show a number by two names at a glance.");
    }

    /// Averages add up to nothing, and the largest five are not the whole.
    private static boolean arePartsOfAWhole(Groups groups, SqlFeatures features) {
        var numbers = groups.table().numbers(groups.measures().getFirst());
        return groups.measures().size() == 1
                && groups.table().size() >= FEWEST_PARTS
                && groups.table().size() <= MOST_PARTS
                && !groups.table().truncated()
                && !features.partial()
                && numbers.size() == groups.table().size()
                && numbers.stream().allMatch(number -> number.signum() >= 0)
                && numbers.stream().anyMatch(number -> number.signum() > 0)
                && (features.additive().isEmpty()
                        || features.isAdditive(groups.measures().getFirst())
                        || addUpToAHundred(numbers));
    }

    private static boolean addUpToAHundred(List<BigDecimal> numbers) {
        var sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add).doubleValue();
        return Math.abs(sum - 100) < 0.5 || Math.abs(sum - 1) < 0.005;
    }

    /// The asked-for kind where the rows have what it needs; null where they do not.
    private static @Nullable Picture asWanted(ChartKind kind, String title, ResultShape shape) {
        return switch (shape) {
            case Groups groups -> groupsAs(kind, title, groups);
            case Trend trend -> trendAs(kind, title, trend);
            case Series series ->
                    switch (kind) {
                        case LINE, AREA -> Lines.series(title, series, kind.word());
                        case HEATMAP -> Points.heatmap(title, asMatrix(series));
                        case BAR -> Bars.grouped(title, asMatrix(series));
                        default -> null;
                    };
            case Matrix matrix ->
                    switch (kind) {
                        case BAR -> Bars.grouped(title, matrix);
                        case HEATMAP -> Points.heatmap(title, matrix);
                        default -> null;
                    };
            case Pairs pairs ->
                    kind == ChartKind.SCATTER
                            ? Points.scatter(title, pairs.table(), pairs.x(), pairs.y(), null)
                            : null;
            case Spread spread ->
                    switch (kind) {
                        case HISTOGRAM -> Points.histogram(title, spread.table(), spread.measure());
                        case BOXPLOT -> Points.boxplot(title, spread.table(), spread.measure());
                        default -> null;
                    };
            case Single single ->
                    kind == ChartKind.NUMBER && single.field().role() == Role.NUMBER
                            ? Plain.number(title, single.table(), single.field())
                            : null;
            case Numbers numbers ->
                    kind == ChartKind.NUMBER
                            ? Plain.numbers(numbers.table(), numbers.measures())
                            : null;
            case Empty _, Rows _ -> null;
        };
    }

    private static @Nullable Picture groupsAs(ChartKind kind, String title, Groups groups) {
        var table = groups.table();
        var first = groups.measures().getFirst();
        return switch (kind) {
            case BAR -> Bars.groups(title, groups);
            case PIE ->
                    table.numbers(first).stream().allMatch(number -> number.signum() >= 0)
                                    && table.size() <= Bars.MOST
                            ? Plain.pie(title, table, groups.label(), first)
                            : null;
            case SCATTER ->
                    groups.measures().size() >= 2
                            ? Points.scatter(
                                    title, table, first, groups.measures().get(1), groups.label())
                            : null;
            case HISTOGRAM -> Points.histogram(title, table, first);
            case BOXPLOT -> Points.boxplot(title, table, first);
            case TABLE -> Plain.table(table, groups.label(), groups.measures());
            case NUMBER -> table.size() == 1 ? Plain.numbers(table, groups.measures()) : null;
            case LINE, AREA, HEATMAP -> null;
        };
    }

    private static @Nullable Picture trendAs(ChartKind kind, String title, Trend trend) {
        return switch (kind) {
            case LINE, AREA -> Lines.trend(title, trend, kind.word());
            case BAR -> Bars.trend(title, trend);
            case TABLE -> Plain.table(trend.table(), trend.time(), trend.measures());
            case HISTOGRAM -> Points.histogram(title, trend.table(), trend.measures().getFirst());
            case BOXPLOT -> Points.boxplot(title, trend.table(), trend.measures().getFirst());
            case PIE, SCATTER, HEATMAP, NUMBER -> null;
        };
    }

    private static Matrix asMatrix(Series series) {
        return new Matrix(series.table(), series.time(), series.group(), series.measure());
    }

    private static String onlyFirst(ResultTable table, List<Field> measures) {
        var drawn = Measures.comparable(table, measures);
        return drawn.size() == measures.size()
                ? ""
                : " The other numbers are of another size and are left to the table.";
    }

    private static String reason(Picture picture) {
        return picture.reason() == null ? "" : picture.reason();
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 39) + "…";
    }
}
