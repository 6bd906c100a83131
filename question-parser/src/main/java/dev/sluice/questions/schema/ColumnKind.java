package dev.sluice.questions.schema;

import java.util.Locale;

/// What a column's values can be used for.
public enum ColumnKind {
    INTEGER,
    DECIMAL,
    TEXT,
    DATE,
    TIMESTAMP,
    BOOLEAN,
    OTHER;

    /// @param type PostgreSQL's name
    static ColumnKind of(String type) {
        var name = type.toLowerCase(Locale.ROOT).replaceAll("\\(.*?\\)", "").strip();
        return switch (name) {
            case "int2",
                    "int4",
                    "int8",
                    "smallint",
                    "integer",
                    "bigint",
                    "serial",
                    "bigserial",
                    "int" ->
                    INTEGER;
            case "numeric", "decimal", "float4", "float8", "real", "double precision", "money" ->
                    DECIMAL;
            case "text",
                    "varchar",
                    "bpchar",
                    "char",
                    "character varying",
                    "character",
                    "citext",
                    "name" ->
                    TEXT;
            case "date" -> DATE;
            case "timestamp",
                    "timestamptz",
                    "timestamp without time zone",
                    "timestamp with time zone" ->
                    TIMESTAMP;
            case "bool", "boolean" -> BOOLEAN;
            default -> OTHER;
        };
    }

    public boolean isNumber() {
        return this == INTEGER || this == DECIMAL;
    }

    public boolean isTime() {
        return this == DATE || this == TIMESTAMP;
    }
}
