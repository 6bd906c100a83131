package dev.sluice.sources.postgresql;

/// Names and literals in statements of our own.
final class SqlText {
    private SqlText() {}

    static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String name(String schema, String identifier) {
        return name(schema) + "." + name(identifier);
    }

    /// With `standard_conforming_strings` on, as every session has it.
    static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
