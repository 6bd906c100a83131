package dev.sluice.sources.guard;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.catalog.Catalog.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Resolves relations against the catalog. A name that is not in it is remembered, not thrown, because
/// an unsafe statement is unsafe whatever else is wrong with it.
final class Relations {
    private static final Set<String> SYSTEM_COLUMNS =
            Keywords.words("ctid xmin xmax cmin cmax tableoid");

    private final Catalog catalog;
    private final Set<String> read = new LinkedHashSet<>();
    private @Nullable ProblemException firstUnknown;

    Relations(Catalog catalog) {
        this.catalog = catalog;
    }

    /// The catalog's table for a name as written; empty where it is unknown.
    ///
    /// @throws ProblemException `unsafe_sql` for a system catalog
    Optional<Table> resolve(List<Token> parts) {
        Token name = parts.getLast();
        if (parts.size() > 2) {
            throw Refusal.unsafe(
                    parts.getFirst(),
                    "A table is named table or schema.table; no database can be named.");
        }
        Optional<Table> found =
                parts.size() == 2
                        ? catalog.find(parts.getFirst().text(), name.text())
                        : inDefaultSchemas(name.text());
        if (parts.size() == 2 && isSystemSchema(parts.getFirst().text())
                || found.isEmpty() && parts.size() == 1 && name.text().startsWith("pg_")) {
            throw Refusal.unsafe(
                    parts.getFirst(),
                    written(parts)
                            + " is a system catalog; only the source's own tables may be read.");
        }
        found.ifPresentOrElse(
                t -> read.add(t.schema() + "." + t.name()), () -> remember(unknownTable(parts)));
        return found;
    }

    /// The names that a qualified column of the table may have.
    static Set<String> columnNames(Table table, List<String> renamed) {
        var names = new LinkedHashSet<>(SYSTEM_COLUMNS);
        for (int i = 0; i < table.columns().size(); i++) {
            names.add(i < renamed.size() ? renamed.get(i) : table.columns().get(i).name());
        }
        return names;
    }

    void rememberUnknownColumn(Token qualifier, Token column, Set<String> known) {
        var own = known.stream().filter(n -> !SYSTEM_COLUMNS.contains(n)).toList();
        remember(
                Problem.of(
                                ProblemType.UNKNOWN_COLUMN,
                                "At character "
                                        + column.position()
                                        + ": \""
                                        + qualifier.text()
                                        + "\" has no column \""
                                        + column.text()
                                        + "\".")
                        .withSuggestions(Nearest.to(column.text(), own))
                        .withSqlState("42703", column.position())
                        .toException());
    }

    void requireKnown() {
        if (firstUnknown != null) {
            throw firstUnknown;
        }
    }

    List<String> read() {
        return List.copyOf(read);
    }

    private Optional<Table> inDefaultSchemas(String name) {
        return catalog.defaultSchemas().stream()
                .filter(schema -> !isSystemSchema(schema))
                .flatMap(schema -> catalog.find(schema, name).stream())
                .findFirst();
    }

    private static boolean isSystemSchema(String schema) {
        return schema.startsWith("pg_") || schema.equals("information_schema");
    }

    private void remember(ProblemException problem) {
        if (firstUnknown == null) {
            firstUnknown = problem;
        }
    }

    private ProblemException unknownTable(List<Token> parts) {
        var names = new ArrayList<String>();
        for (var table : catalog.tables()) {
            boolean unqualified = catalog.defaultSchemas().contains(table.schema());
            names.add(unqualified ? table.name() : table.schema() + "." + table.name());
        }
        int position = parts.getFirst().position();
        return Problem.of(
                        ProblemType.UNKNOWN_TABLE,
                        "At character "
                                + position
                                + ": there is no table \""
                                + written(parts)
                                + "\" in this source.")
                .withSuggestions(Nearest.to(parts.getLast().text(), names))
                .withSqlState(null, position)
                .toException();
    }

    private static String written(List<Token> parts) {
        return parts.stream().map(Token::text).collect(Collectors.joining("."));
    }
}
