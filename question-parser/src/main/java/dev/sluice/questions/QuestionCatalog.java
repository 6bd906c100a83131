package dev.sluice.questions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rules may know of a database.
public record QuestionCatalog(List<Table> tables) {

    /// @param schema null where the name needs no qualifying
    /// @param estimatedRows null where unknown
    public record Table(
            @Nullable String schema,
            String name,
            @Nullable String comment,
            @Nullable Long estimatedRows,
            List<Column> columns,
            List<String> primaryKey,
            List<ForeignKey> foreignKeys) {}

    /// @param type PostgreSQL's name, such as `int8`, `numeric`, `date`, `text`
    /// @param values frequent values as text; may be empty
    public record Column(
            String name,
            String type,
            @Nullable String comment,
            boolean nullable,
            List<String> values) {}

    /// @param referencedSchema null where the name needs no qualifying
    public record ForeignKey(
            List<String> columns,
            @Nullable String referencedSchema,
            String referencedTable,
            List<String> referencedColumns) {}
}
