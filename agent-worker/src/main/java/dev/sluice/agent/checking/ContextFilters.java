package dev.sluice.agent.checking;

import dev.sluice.agent.context.SqlNames;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.guard.GuardedSql;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Conditions that the client sends beside the question: column (or `table.column`) to a value, or to
/// a list of values. They hold for every table of the statement that has the column, wherever in the
/// statement it is read.
public final class ContextFilters {
    private final List<Filter> filters;

    private ContextFilters(List<Filter> filters) {
        this.filters = filters;
    }

    /// @throws dev.sluice.model.problem.ProblemException `unsupported` for a value that is no plain one
    public static ContextFilters of(@Nullable Map<String, Object> filters) {
        var parsed = new ArrayList<Filter>();
        if (filters != null) {
            filters.forEach((name, value) -> parsed.add(filter(name, value)));
        }
        return new ContextFilters(List.copyOf(parsed));
    }

    public boolean isEmpty() {
        return filters.isEmpty();
    }

    /// The conditions in words, naming the tables they hold for.
    List<String> words(Catalog catalog, GuardedSql sql) {
        var words = new ArrayList<String>();
        for (var filter : filters) {
            var tables = tablesOf(filter, catalog, sql);
            words.add(
                    filter.words()
                            + " ("
                            + String.join(
                                    ", ",
                                    tables.stream()
                                            .map(table -> SqlNames.plain(catalog, table))
                                            .toList())
                            + ")");
        }
        return words;
    }

    /// The statement with the conditions in it. Still to be guarded.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `unsupported` where a filter's column is in
    ///     none of the statement's tables, or the statement reads it in a way that cannot be filtered
    String applied(Catalog catalog, GuardedSql sql) {
        var conditions = new ArrayList<FilteringDeParser.Condition>();
        for (var filter : filters) {
            for (var table : tablesOf(filter, catalog, sql)) {
                conditions.add(
                        new FilteringDeParser.Condition(
                                table.schema(),
                                table.name(),
                                SqlNames.quoted(filter.columnIn(table)),
                                filter.predicate()));
            }
        }
        return FilteringDeParser.rewrite(sql.sql(), conditions);
    }

    private static Set<Catalog.Table> tablesOf(Filter filter, Catalog catalog, GuardedSql sql) {
        var tables = new LinkedHashSet<Catalog.Table>();
        for (var table : catalog.tables()) {
            if (sql.tables().contains(table.schema() + "." + table.name())
                    && filter.speaksOf(table)) {
                tables.add(table);
            }
        }
        if (tables.isEmpty()) {
            throw ProblemType.UNSUPPORTED.because(
                    "context.filters has "
                            + filter.name()
                            + ", and none of the tables that answer this question ("
                            + String.join(
                                    ", ",
                                    sql.tables().stream()
                                            .map(table -> SqlNames.plain(catalog, table))
                                            .toList())
                            + ") has that column. Leave it out, or name one of their columns.");
        }
        return tables;
    }

    private static Filter filter(String name, @Nullable Object value) {
        if (value instanceof Collection<?> values) {
            if (values.isEmpty()) {
                throw ProblemType.UNSUPPORTED.because(
                        "context.filters." + name + " is an empty list, which no row could match.");
            }
            var literals = values.stream().map(one -> literal(name, one)).toList();
            var list = String.join(", ", literals);
            return new Filter(name, " IN (" + list + ")", name + " is one of " + list);
        }
        if (value == null) {
            return new Filter(name, " IS NULL", name + " has no value");
        }
        var literal = literal(name, value);
        return new Filter(name, " = " + literal, name + " = " + literal);
    }

    /// Always a quoted literal: the server gives it the type of the column it is compared with.
    private static String literal(String name, @Nullable Object value) {
        var text =
                switch (value) {
                    case String string -> string;
                    case BigDecimal number -> number.toPlainString();
                    case Number number -> number.toString();
                    case Boolean flag -> flag.toString();
                    case null, default ->
                            throw ProblemType.UNSUPPORTED.because(
                                    "context.filters."
                                            + name
                                            + " must be a text, a number, true, false, null, or a"
                                            + " list of texts and numbers.");
                };
        return "'" + text.replace("'", "''") + "'";
    }

    /// @param name as the client wrote it: `column` or `table.column`
    /// @param predicate what follows the column in SQL
    private record Filter(String name, String predicate, String words) {

        boolean speaksOf(Catalog.Table table) {
            return columnOrNull(table) != null;
        }

        String columnIn(Catalog.Table table) {
            var column = columnOrNull(table);
            if (column == null) {
                throw new IllegalStateException(name + " is not in " + table.name());
            }
            return column;
        }

        private @Nullable String columnOrNull(Catalog.Table table) {
            var dot = name.lastIndexOf('.');
            var wantedTable = dot < 0 ? null : name.substring(0, dot);
            var wantedColumn = name.substring(dot + 1);
            if (wantedTable != null
                    && !wantedTable.equalsIgnoreCase(table.name())
                    && !wantedTable.equalsIgnoreCase(table.schema() + "." + table.name())) {
                return null;
            }
            return table.columns().stream()
                    .map(Catalog.Column::name)
                    .filter(column -> column.equalsIgnoreCase(wantedColumn))
                    .findFirst()
                    .orElse(null);
        }
    }
}
