package dev.sluice.agent.context;

import dev.sluice.questions.QuestionCatalog;
import dev.sluice.sources.catalog.Catalog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A source's catalog in the words of the question parser, which knows no sources.
public final class QuestionCatalogs {
    private QuestionCatalogs() {}

    public static QuestionCatalog of(Catalog catalog) {
        return new QuestionCatalog(
                catalog.tables().stream().map(table -> table(catalog, table)).toList());
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
