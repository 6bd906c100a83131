package dev.sluice.sources.postgresql;

import dev.sluice.model.source.SourceConnection;
import java.util.HashSet;
import java.util.Set;

/// What a registration opens of a source. Relations that need a word of permission (plain views run
/// with their owner's rights, foreign tables reach other servers, extensions bring their own) are open
/// only where they are named.
record AllowList(Set<String> schemas, Set<String> tables) {
    static AllowList of(SourceConnection source) {
        return new AllowList(new HashSet<>(source.schemas()), new HashSet<>(source.tables()));
    }

    /// @param ordinary a kind that is open by default
    boolean allows(
            String schema,
            String table,
            boolean ordinary,
            boolean ofExtension,
            boolean schemaOfExtension) {
        boolean named = tables.contains(table) || tables.contains(schema + "." + table);
        boolean schemaNamed = schemas.contains(schema);
        if (!schemas.isEmpty() && !schemaNamed) {
            return false;
        }
        if (!tables.isEmpty()) {
            return named;
        }
        return ordinary && !ofExtension && (schemaNamed || !schemaOfExtension);
    }
}
