package dev.sluice.gateway.source;

import dev.sluice.sources.catalog.Catalog;
import java.time.Instant;
import java.util.List;

/// What a source holds, or one table of it.
///
/// @param readAt when the catalog was read
record SchemaView(
        String source, Instant readAt, List<String> defaultSchemas, List<Catalog.Table> tables) {
    static SchemaView of(String source, Catalog catalog) {
        return new SchemaView(source, catalog.readAt(), catalog.defaultSchemas(), catalog.tables());
    }

    static SchemaView of(String source, Catalog catalog, Catalog.Table table) {
        return new SchemaView(source, catalog.readAt(), catalog.defaultSchemas(), List.of(table));
    }
}
