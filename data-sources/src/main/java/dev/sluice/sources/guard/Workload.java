package dev.sluice.sources.guard;

import dev.sluice.sources.catalog.Catalog;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import org.jspecify.annotations.Nullable;

/// Recognises the plain bombs: work that no data asks for. What is cleverer meets the limits of time,
/// memory and cost under which every statement runs.
final class Workload {
    private static final double LONGEST_SERIES = 1_000_000;
    private static final double MOST_SERIES_ROWS = 100_000_000;
    private static final double LARGEST_PRODUCT = 1e9;
    private static final double UNKNOWN_ROWS = 1_000;

    private static final Map<String, Double> SECONDS =
            new HashMap<>(
                    Map.of(
                            "microsecond", 1e-6,
                            "millisecond", 1e-3,
                            "second", 1.0,
                            "sec", 1.0,
                            "minute", 60.0,
                            "min", 60.0,
                            "hour", 3600.0));

    private final Map<Table, Double> rows = new IdentityHashMap<>();
    private double seriesRows = 1;

    void relation(Table table, Catalog.@Nullable Table found) {
        Long estimate = found == null ? null : found.estimatedRows();
        rows.put(table, estimate == null || estimate < 0 ? UNKNOWN_ROWS : (double) estimate);
    }

    void series(Token name, List<List<Token>> arguments) {
        if (arguments.size() < 2) {
            return;
        }
        double length = length(arguments);
        seriesRows *= Math.max(1, length);
        if (length > LONGEST_SERIES || seriesRows > MOST_SERIES_ROWS) {
            throw Refusal.unsafe(
                    name,
                    "generate_series would make too many rows; at most %,.0f each are allowed."
                            .formatted(LONGEST_SERIES));
        }
    }

    private static double length(List<List<Token>> arguments) {
        LocalDate first = date(arguments.get(0));
        LocalDate last = date(arguments.get(1));
        if (first != null && last != null && arguments.size() > 2) {
            double step = Math.max(1e-6, seconds(arguments.get(2)));
            return Math.abs(last.toEpochDay() - first.toEpochDay()) * 86_400.0 / step;
        }
        if (first != null || last != null) {
            return 1;
        }
        double step =
                arguments.size() > 2 ? Math.max(1, FunctionRules.largest(arguments.get(2))) : 1;
        double from = FunctionRules.largest(arguments.get(0));
        double to = FunctionRules.largest(arguments.get(1));
        boolean negative = arguments.get(0).stream().anyMatch(t -> t.isOperator("-"));
        return (negative ? to + from : Math.abs(to - from)) / step;
    }

    private static @Nullable LocalDate date(List<Token> argument) {
        for (var token : argument) {
            if (token.isString() && token.text().length() >= 10) {
                try {
                    return LocalDate.parse(token.text().substring(0, 10));
                } catch (DateTimeParseException other) {
                    return null;
                }
            }
        }
        return null;
    }

    /// A step's length; units of a day and more count as a day.
    private static double seconds(List<Token> step) {
        for (var token : step) {
            if (token.isString()) {
                String[] words =
                        token.text().strip().toLowerCase(java.util.Locale.ROOT).split("\\s+");
                if (words.length == 2 && words[0].matches("[0-9.]{1,12}")) {
                    String unit = words[1].replaceAll("s$", "");
                    return Literals.magnitude(words[0]) * SECONDS.getOrDefault(unit, 86_400.0);
                }
            }
        }
        return 86_400;
    }

    /// Tables that are multiplied with each other and nothing else.
    void join(PlainSelect select, Token at) {
        var joins = select.getJoins();
        if (joins == null || select.getWhere() != null) {
            return;
        }
        double product = rowsOf(select.getFromItem());
        int multiplied = 0;
        for (Join join : joins) {
            boolean conditions =
                    !join.getOnExpressions().isEmpty() || !join.getUsingColumns().isEmpty();
            if (!conditions && !join.isNatural()) {
                product *= rowsOf(join.getFromItem());
                multiplied++;
            }
        }
        if (multiplied >= 2 && product > LARGEST_PRODUCT) {
            throw Refusal.unsafe(
                    at,
                    "The tables are multiplied with each other without a condition; join them ON one.");
        }
    }

    private double rowsOf(@Nullable Object item) {
        return item instanceof Table table ? Math.max(1, rows.getOrDefault(table, 1.0)) : 1;
    }

    /// A recursive query needs something that ends it.
    void recursion(Token name, ParenthesedSelect query) {
        Select body = query.getSelect();
        if (!(body instanceof SetOperationList set) || set.getSelects().size() < 2) {
            return;
        }
        boolean all = set.getOperations().getLast().toString().contains("ALL");
        Select step = set.getSelects().getLast();
        while (step instanceof ParenthesedSelect inner) {
            step = inner.getSelect();
        }
        if (all
                && step instanceof PlainSelect plain
                && plain.getWhere() == null
                && plain.getGroupBy() == null
                && plain.getHaving() == null
                && (plain.getJoins() == null
                        || plain.getJoins().stream()
                                .allMatch(j ->
                                        j.getOnExpressions().isEmpty()
                                                && j.getUsingColumns().isEmpty()))) {
            throw Refusal.unsafe(
                    name,
                    "The recursive query "
                            + name.text()
                            + " never ends; its last part needs a WHERE.");
        }
    }
}
