package dev.sluice.sources.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A source's tables as far as the registration and the role allow.
///
/// @param defaultSchemas schemas that an unqualified name is looked up in, in order
/// @param tables sorted by schema and name
public record Catalog(Instant readAt, List<String> defaultSchemas, List<Table> tables) {

    public Optional<Table> find(String schema, String name) {
        return tables.stream()
                .filter(t -> t.schema().equals(schema) && t.name().equals(name))
                .findFirst();
    }

    /// @param kind `table`, `partitioned_table`, `partition` (rows that its partitioned table shows
    ///     too), `view`, `materialized_view`, `foreign_table`
    /// @param estimatedRows the planner's statistic; null where there is none
    /// @param primaryKey column names in key order; empty where none is declared
    public record Table(
            String schema,
            String name,
            String kind,
            @Nullable String comment,
            @Nullable Long estimatedRows,
            List<Column> columns,
            List<String> primaryKey,
            List<ForeignKey> foreignKeys) {}

    /// @param type PostgreSQL's name, such as `int8`, `numeric`, `timestamptz`, `int4[]`, or an enum's
    /// @param distinctValues the planner's statistic of distinct values; null where unknown
    /// @param sampleValues frequent or sample values as text; empty unless sampled or in statistics
    public record Column(
            String name,
            String type,
            boolean nullable,
            @Nullable String comment,
            @Nullable Long distinctValues,
            List<String> sampleValues) {}

    public record ForeignKey(
            List<String> columns,
            String referencedSchema,
            String referencedTable,
            List<String> referencedColumns) {}
}
