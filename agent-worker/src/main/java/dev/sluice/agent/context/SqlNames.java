package dev.sluice.agent.context;

import dev.sluice.sources.catalog.Catalog;
import java.util.Set;
import java.util.regex.Pattern;

/// Names as a statement must spell them.
public final class SqlNames {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /// Reserved words of PostgreSQL that people do name columns after.
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
                    "both",
                    "case",
                    "cast",
                    "check",
                    "collate",
                    "column",
                    "constraint",
                    "create",
                    "current_date",
                    "current_role",
                    "current_time",
                    "current_timestamp",
                    "current_user",
                    "default",
                    "desc",
                    "distinct",
                    "do",
                    "else",
                    "end",
                    "except",
                    "false",
                    "fetch",
                    "for",
                    "foreign",
                    "from",
                    "grant",
                    "group",
                    "having",
                    "in",
                    "initially",
                    "intersect",
                    "into",
                    "lateral",
                    "leading",
                    "left",
                    "like",
                    "limit",
                    "localtime",
                    "not",
                    "null",
                    "offset",
                    "on",
                    "only",
                    "or",
                    "order",
                    "placing",
                    "primary",
                    "references",
                    "returning",
                    "right",
                    "select",
                    "session_user",
                    "some",
                    "symmetric",
                    "table",
                    "then",
                    "to",
                    "trailing",
                    "true",
                    "union",
                    "unique",
                    "user",
                    "using",
                    "variadic",
                    "when",
                    "where",
                    "window",
                    "with");

    private SqlNames() {}

    public static String quoted(String name) {
        return PLAIN.matcher(name).matches() && !RESERVED.contains(name)
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /// Qualified where the bare name would not be found.
    public static String of(Catalog catalog, Catalog.Table table) {
        return catalog.defaultSchemas().contains(table.schema())
                ? quoted(table.name())
                : quoted(table.schema()) + "." + quoted(table.name());
    }

    /// The same for people, without quotes.
    public static String plain(Catalog catalog, Catalog.Table table) {
        return plain(catalog, table.schema() + "." + table.name());
    }

    /// @param qualified `schema.table` without quotes, as the guard reports it
    public static String plain(Catalog catalog, String qualified) {
        for (var schema : catalog.defaultSchemas()) {
            if (qualified.startsWith(schema + ".")) {
                return qualified.substring(schema.length() + 1);
            }
        }
        return qualified;
    }
}
