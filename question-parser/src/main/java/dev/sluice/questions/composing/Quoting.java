package dev.sluice.questions.composing;

import dev.sluice.questions.schema.TableId;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Identifiers and literals of PostgreSQL.
final class Quoting {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /// PostgreSQL 18, appendix C: reserved, and those that cannot be a function or type name.
    private static final Set<String> RESERVED =
            Set.of(
                    "all",
                    "analyse",
                    "analyze",
                    "and",
                    "any",
                    "array",
                    "as",
                    "asc",
                    "asymmetric",
                    "authorization",
                    "between",
                    "bigint",
                    "binary",
                    "bit",
                    "boolean",
                    "both",
                    "case",
                    "cast",
                    "char",
                    "character",
                    "check",
                    "coalesce",
                    "collate",
                    "collation",
                    "column",
                    "concurrently",
                    "constraint",
                    "create",
                    "cross",
                    "current_catalog",
                    "current_date",
                    "current_role",
                    "current_schema",
                    "current_time",
                    "current_timestamp",
                    "current_user",
                    "dec",
                    "decimal",
                    "default",
                    "deferrable",
                    "desc",
                    "distinct",
                    "do",
                    "else",
                    "end",
                    "except",
                    "exists",
                    "extract",
                    "false",
                    "fetch",
                    "float",
                    "for",
                    "foreign",
                    "freeze",
                    "from",
                    "full",
                    "grant",
                    "greatest",
                    "group",
                    "grouping",
                    "having",
                    "ilike",
                    "in",
                    "initially",
                    "inner",
                    "inout",
                    "int",
                    "integer",
                    "intersect",
                    "interval",
                    "into",
                    "is",
                    "isnull",
                    "join",
                    "lateral",
                    "leading",
                    "least",
                    "left",
                    "like",
                    "limit",
                    "localtime",
                    "localtimestamp",
                    "national",
                    "natural",
                    "nchar",
                    "none",
                    "normalize",
                    "not",
                    "notnull",
                    "null",
                    "nullif",
                    "numeric",
                    "offset",
                    "on",
                    "only",
                    "or",
                    "order",
                    "out",
                    "outer",
                    "overlaps",
                    "overlay",
                    "placing",
                    "position",
                    "precision",
                    "primary",
                    "real",
                    "references",
                    "returning",
                    "right",
                    "row",
                    "select",
                    "session_user",
                    "setof",
                    "similar",
                    "smallint",
                    "some",
                    "substring",
                    "symmetric",
                    "system_user",
                    "table",
                    "tablesample",
                    "then",
                    "time",
                    "timestamp",
                    "to",
                    "trailing",
                    "treat",
                    "trim",
                    "true",
                    "union",
                    "unique",
                    "user",
                    "using",
                    "values",
                    "varchar",
                    "variadic",
                    "verbose",
                    "when",
                    "where",
                    "window",
                    "with",
                    "xmlattributes",
                    "xmlconcat",
                    "xmlelement",
                    "xmlexists",
                    "xmlforest",
                    "xmlnamespaces",
                    "xmlparse",
                    "xmlpi",
                    "xmlroot",
                    "xmlserialize",
                    "xmltable");

    private Quoting() {}

    static String identifier(String name) {
        boolean plain = PLAIN.matcher(name).matches() && !RESERVED.contains(name);
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String table(TableId table) {
        var schema = table.schema();
        return schema == null
                ? identifier(table.name())
                : identifier(schema) + "." + identifier(table.name());
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// A readable name for a result column.
    static String alias(String words) {
        var name =
                words.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}]+", "_")
                        .replaceAll("^_+|_+$", "");
        return name.isEmpty() ? "value" : name;
    }
}
