package dev.sluice.questions.composing;

import dev.sluice.questions.reading.Condition;
import dev.sluice.questions.reading.Measure;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import dev.sluice.questions.time.TimeRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Conditions as SQL and in words.
final class Conditions {
    private Conditions() {}

    static @Nullable SchemaColumn columnOf(Condition condition) {
        return switch (condition) {
            case Condition.Compare c -> c.column();
            case Condition.Between c -> c.column();
            case Condition.OneOf c -> c.column();
            case Condition.Matches c -> c.column();
            case Condition.Missing c -> c.column();
            case Condition.Flag c -> c.column();
            case Condition.During c -> c.column();
            case Condition.AgainstAll c -> c.column();
            case Condition.Without _ -> null;
            case Condition.OnMeasure c -> c.measure().column();
        };
    }

    static @Nullable TableId tableOf(Condition condition) {
        if (condition instanceof Condition.Without without) {
            return without.table();
        }
        var column = columnOf(condition);
        return column == null ? null : column.table();
    }

    /// Conditions that exclude rows have to hold for all related rows, not for one.
    static boolean excludes(Condition condition) {
        return condition instanceof Condition.OneOf o && o.negated()
                || condition instanceof Condition.Matches m && m.negated();
    }

    static Condition included(Condition condition) {
        return switch (condition) {
            case Condition.OneOf o -> new Condition.OneOf(o.column(), o.values(), false, o.known());
            case Condition.Matches m ->
                    new Condition.Matches(m.column(), m.pattern(), m.words(), false);
            default -> condition;
        };
    }

    /// @param column the column as it is written in the statement
    static String sql(Condition condition, String column) throws NotComposable {
        return switch (condition) {
            case Condition.Compare c ->
                    column + " " + c.comparison().sign() + " " + c.number().toPlainString();
            case Condition.Between c ->
                    column
                            + " BETWEEN "
                            + c.low().toPlainString()
                            + " AND "
                            + c.high().toPlainString();
            case Condition.OneOf c -> oneOf(c, column);
            case Condition.Matches c ->
                    column
                            + (c.negated() ? " NOT ILIKE " : " ILIKE ")
                            + Quoting.literal(c.pattern());
            case Condition.Missing c -> column + (c.negated() ? " IS NOT NULL" : " IS NULL");
            case Condition.Flag c -> c.value() ? column : "NOT " + column;
            case Condition.During c -> during(c, column);
            case Condition.AgainstAll c ->
                    column
                            + " "
                            + c.comparison().sign()
                            + " (SELECT "
                            + c.aggregate()
                            + "("
                            + Quoting.identifier(c.column().name())
                            + ") FROM "
                            + Quoting.table(c.column().table())
                            + ")";
            case Condition.Without _, Condition.OnMeasure _ ->
                    throw new IllegalArgumentException("Not a condition on a column: " + condition);
        };
    }

    private static String oneOf(Condition.OneOf c, String column) {
        var values = c.values().stream().distinct().toList();
        if (!c.known()) {
            var lowered =
                    values.stream()
                            .map(v -> Quoting.literal(v.toLowerCase(java.util.Locale.ROOT)))
                            .toList();
            return comparison("lower(" + column + ")", lowered, c.negated());
        }
        return comparison(column, values.stream().map(Quoting::literal).toList(), c.negated());
    }

    private static String comparison(String column, List<String> literals, boolean negated) {
        if (literals.size() == 1) {
            return column + (negated ? " <> " : " = ") + literals.getFirst();
        }
        return column + (negated ? " NOT IN (" : " IN (") + String.join(", ", literals) + ")";
    }

    private static String during(Condition.During c, String column) throws NotComposable {
        var parts = new ArrayList<String>();
        for (var range : c.ranges()) {
            parts.add(
                    c.column() != null && !c.column().kind().isTime()
                            ? years(range, column)
                            : dates(range, column));
        }
        return parts.size() == 1 ? parts.getFirst() : "(" + String.join(" OR ", parts) + ")";
    }

    private static String dates(TimeRange range, String column) {
        var parts = new ArrayList<String>();
        if (range.start() != null) {
            parts.add(column + " >= " + date(range.start()));
        }
        if (range.end() != null) {
            parts.add(column + " < " + date(range.end()));
        }
        return String.join(" AND ", parts);
    }

    private static String years(TimeRange range, String column) throws NotComposable {
        if (!range.wholeYears()) {
            throw new NotComposable("The data hold years only, not \"" + range.words() + "\".");
        }
        if (range.start() != null
                && range.end() != null
                && range.end().equals(range.start().plusYears(1))) {
            return column + " = " + range.start().getYear();
        }
        var parts = new ArrayList<String>();
        if (range.start() != null) {
            parts.add(column + " >= " + range.start().getYear());
        }
        if (range.end() != null) {
            parts.add(column + " < " + range.end().getYear());
        }
        return String.join(" AND ", parts);
    }

    private static String date(LocalDate date) {
        return "DATE '" + date + "'";
    }

    static String words(Condition condition) {
        return switch (condition) {
            case Condition.Compare c ->
                    c.column().spoken()
                            + " "
                            + c.comparison().words()
                            + " "
                            + c.number().toPlainString();
            case Condition.Between c ->
                    c.column().spoken()
                            + " is between "
                            + c.low().toPlainString()
                            + " and "
                            + c.high().toPlainString();
            case Condition.OneOf c ->
                    c.column().spoken()
                            + (c.negated() ? " is not " : " is ")
                            + c.values().stream().distinct().collect(Collectors.joining(" or "));
            case Condition.Matches c ->
                    c.column().spoken() + (c.negated() ? " not: " : " ") + c.words();
            case Condition.Missing c ->
                    c.column().spoken() + (c.negated() ? " is given" : " is missing");
            case Condition.Flag c -> c.column().spoken() + (c.value() ? " is true" : " is false");
            case Condition.During c ->
                    (c.column() == null ? "time" : c.column().spoken())
                            + " is "
                            + c.ranges().stream()
                                    .map(Conditions::words)
                                    .collect(Collectors.joining(" or "));
            case Condition.AgainstAll c ->
                    c.column().spoken()
                            + " "
                            + c.comparison().words()
                            + " its "
                            + Labels.words(c.aggregate())
                            + " over all rows";
            case Condition.Without c ->
                    "without any "
                            + dev.sluice.questions.schema.Identifiers.spoken(c.table().name());
            case Condition.OnMeasure c ->
                    Labels.words(c.measure())
                            + " "
                            + c.comparison().words()
                            + " "
                            + c.number().toPlainString();
        };
    }

    private static String words(TimeRange range) {
        var start = range.start();
        var end = range.end();
        if (start != null && end != null) {
            return end.equals(start.plusDays(1))
                    ? start.toString()
                    : "from " + start + " to " + end.minusDays(1);
        }
        return start != null ? start + " or later" : end != null ? "before " + end : "at any time";
    }

    static String having(Condition.OnMeasure condition, String measure) {
        return measure
                + " "
                + condition.comparison().sign()
                + " "
                + condition.number().toPlainString();
    }

    static boolean isOn(Measure measure, TableId table) {
        return measure.table().equals(table);
    }
}
