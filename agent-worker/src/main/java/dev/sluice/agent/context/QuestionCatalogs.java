package dev.sluice.agent.context;

import dev.sluice.questions.QuestionCatalog;
import dev.sluice.sources.catalog.Catalog;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A source's catalog in the words of the question parser, which knows no sources.
public final class QuestionCatalogs {
    private QuestionCatalogs() {}

    public static QuestionCatalog of(Catalog catalog) {
        return new QuestionCatalog(askable(catalog).map(table -> table(catalog, table)).toList());
    }

    /// Without partitions: their rows are in the partitioned table, where a question would find them
    /// twice. Where only partitions may be read, they are all there is.
    private static Stream<Catalog.Table> askable(Catalog catalog) {
        boolean whole =
                catalog.tables().stream().anyMatch(t -> t.kind().equals("partitioned_table"));
        return catalog.tables().stream().filter(t -> !whole || !t.kind().equals("partition"));
    }

    private static QuestionCatalog.Table table(Catalog catalog, Catalog.Table table) {
        return new QuestionCatalog.Table(
                schema(catalog, table.schema()),
                table.name(),
                table.comment(),
                table.estimatedRows(),
                table.columns().stream().map(QuestionCatalogs::column).toList(),
                table.primaryKey(),
                table.foreignKeys().stream().map(key -> key(catalog, key)).toList());
    }

    private static QuestionCatalog.Column column(Catalog.Column column) {
        return new QuestionCatalog.Column(
                column.name(),
                column.type(),
                column.comment(),
                column.nullable(),
                List.copyOf(column.sampleValues()));
    }

    private static QuestionCatalog.ForeignKey key(Catalog catalog, Catalog.ForeignKey key) {
        return new QuestionCatalog.ForeignKey(
                key.columns(),
                schema(catalog, key.referencedSchema()),
                key.referencedTable(),
                key.referencedColumns());
    }

    private static @Nullable String schema(Catalog catalog, String schema) {
        return catalog.defaultSchemas().contains(schema) ? null : schema;
    }
}
