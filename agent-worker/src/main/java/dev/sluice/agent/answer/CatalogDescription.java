package dev.sluice.agent.answer;

import dev.sluice.agent.context.SqlNames;
import dev.sluice.sources.catalog.Catalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says what a source holds, from its catalog alone.
public final class CatalogDescription {
    private static final int MOST_TABLES = 30;
    private static final int MOST_COLUMNS = 40;

    private CatalogDescription() {}

    /// @param tables the tables asked about; empty for the source as a whole
    public static String of(String source, Catalog catalog, List<Catalog.Table> tables) {
        return tables.isEmpty()
                ? overview(source, catalog)
                : String.join(
                        "\n\n", tables.stream().map(table -> describe(catalog, table)).toList());
    }

    /// Facts about the tables as a whole.
    public static List<String> insights(Catalog catalog, List<Catalog.Table> tables) {
        var looked = tables.isEmpty() ? catalog.tables() : tables;
        var insights = new ArrayList<String>();
        looked.stream()
                .filter(table -> table.estimatedRows() != null)
                .max(Comparator.comparingLong(CatalogDescription::rows))
                .filter(_ -> looked.size() > 1)
                .ifPresent(table ->
                        insights.add(
                                SqlNames.plain(catalog, table)
                                        + " is the largest table with about "
                                        + Sentences.count(rows(table), "row")
                                        + "."));
        for (var table : tables) {
            references(catalog, table).ifPresent(insights::add);
        }
        return insights;
    }

    private static String overview(String source, Catalog catalog) {
        var tables = catalog.tables();
        if (tables.isEmpty()) {
            return source + " has no tables that its role may read.";
        }
        var names =
                tables.stream().limit(MOST_TABLES).map(table -> listed(catalog, table)).toList();
        var more = tables.size() - names.size();
        return source
                + " has "
                + Sentences.count(tables.size(), "table")
                + ": "
                + (more > 0
                        ? String.join(", ", names) + " and " + more + " more"
                        : Sentences.list(names))
                + ".";
    }

    private static String listed(Catalog catalog, Catalog.Table table) {
        return SqlNames.plain(catalog, table)
                + (table.estimatedRows() == null
                        ? ""
                        : " (about " + Sentences.count(rows(table), "row") + ")");
    }

    private static String describe(Catalog catalog, Catalog.Table table) {
        var text = new StringBuilder(SqlNames.plain(catalog, table));
        text.append(" is a ").append(table.kind().replace('_', ' '));
        if (table.estimatedRows() != null) {
            text.append(" of about ").append(Sentences.count(rows(table), "row"));
        }
        text.append(" with ").append(Sentences.count(table.columns().size(), "column")).append('.');
        if (table.comment() != null && !table.comment().isBlank()) {
            text.append(' ').append(sentence(table.comment()));
        }
        text.append(" Columns: ");
        var columns =
                table.columns().stream()
                        .limit(MOST_COLUMNS)
                        .map(column -> column(table, column))
                        .toList();
        text.append(String.join("; ", columns));
        var more = table.columns().size() - columns.size();
        return text.append(more > 0 ? "; and " + more + " more." : ".").toString();
    }

    private static String column(Catalog.Table table, Catalog.Column column) {
        return column.name()
                + " ("
                + column.type()
                + (table.primaryKey().contains(column.name()) ? ", key" : "")
                + ")"
                + (column.comment() == null || column.comment().isBlank()
                        ? ""
                        : " – " + column.comment().strip());
    }

    private static Optional<String> references(Catalog catalog, Catalog.Table table) {
        var referenced =
                table.foreignKeys().stream()
                        .map(key ->
                                SqlNames.plain(
                                                catalog,
                                                key.referencedSchema()
                                                        + "."
                                                        + key.referencedTable())
                                        + " by "
                                        + String.join(", ", key.columns()))
                        .toList();
        return referenced.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        SqlNames.plain(catalog, table)
                                + " refers to "
                                + Sentences.list(referenced)
                                + ".");
    }

    private static String sentence(String comment) {
        var text = comment.strip();
        return text.substring(0, 1).toUpperCase(Locale.ROOT)
                + text.substring(1)
                + (text.endsWith(".") ? "" : ".");
    }

    private static long rows(Catalog.Table table) {
        return table.estimatedRows() == null ? 0 : table.estimatedRows();
    }
}
