package dev.sluice.sources.postgresql;

import java.util.List;
import java.util.stream.Collectors;

/// A relation by its names, unquoted.
record TableName(String schema, String name) {
    String quoted() {
        return SqlText.name(schema, name);
    }

    static String list(List<TableName> tables) {
        return tables.stream().map(TableName::quoted).collect(Collectors.joining(", "));
    }
}
