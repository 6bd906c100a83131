package dev.sluice.questions.composing;

import dev.sluice.questions.joining.JoinGraph;
import dev.sluice.questions.joining.JoinPath;
import dev.sluice.questions.schema.Reference;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tables of one SELECT, joined from a root.
final class FromClause {
    private final JoinGraph graph;
    private final TableId root;
    private final Map<TableId, JoinPath.Step> joins = new LinkedHashMap<>();
    private boolean multiplies;
    private boolean ambiguous;
    private boolean qualified;

    FromClause(JoinGraph graph, TableId root) {
        this.graph = graph;
        this.root = root;
    }

    TableId root() {
        return root;
    }

    boolean reaches(TableId table) {
        return contains(table) || graph.single(root, table).isPresent();
    }

    boolean contains(TableId table) {
        return root.equals(table) || joins.containsKey(table);
    }

    /// Joins a table on the way that keeps one row one row, else on the shortest one.
    void join(TableId table) throws NotComposable {
        if (contains(table)) {
            return;
        }
        var path =
                graph.single(root, table)
                        .or(() -> graph.any(root, table))
                        .orElseThrow(() ->
                                new NotComposable(
                                        "No declared foreign key connects "
                                                + root
                                                + " with "
                                                + table
                                                + "."));
        for (var step : path.steps()) {
            if (!contains(step.to())) {
                joins.put(step.to(), step);
                multiplies |= step.multiplies();
            }
        }
        ambiguous |= path.ambiguous();
    }

    JoinPath path(TableId table) throws NotComposable {
        var path =
                graph.any(root, table)
                        .orElseThrow(() ->
                                new NotComposable(
                                        "No declared foreign key connects "
                                                + root
                                                + " with "
                                                + table
                                                + "."));
        ambiguous |= path.ambiguous();
        return path;
    }

    /// Whether rows of the root may appear more than once.
    boolean multiplies() {
        return multiplies;
    }

    boolean ambiguous() {
        return ambiguous;
    }

    int joined() {
        return joins.size();
    }

    void qualify() {
        qualified = true;
    }

    String column(SchemaColumn column) {
        boolean plain = joins.isEmpty() && !qualified;
        return plain ? Quoting.identifier(column.name()) : qualified(column.table(), column.name());
    }

    static String qualified(TableId table, String column) {
        return alias(table) + "." + Quoting.identifier(column);
    }

    /// Tables of the same name in two schemas need different names in one statement.
    static String alias(TableId table) {
        return Quoting.identifier(
                table.schema() == null ? table.name() : table.schema() + "_" + table.name());
    }

    static String source(TableId table, boolean named) {
        return table.schema() == null || !named
                ? Quoting.table(table)
                : Quoting.table(table) + " AS " + alias(table);
    }

    static String condition(Reference reference) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < reference.columns().size(); i++) {
            pairs.add(
                    qualified(reference.from(), reference.columns().get(i))
                            + " = "
                            + qualified(reference.to(), reference.referenced().get(i)));
        }
        return String.join(" AND ", pairs);
    }

    String sql() {
        boolean named = !joins.isEmpty() || qualified;
        var sql = new StringBuilder("FROM ").append(source(root, named));
        joins.forEach((table, step) ->
                sql.append("\nJOIN ")
                        .append(source(table, true))
                        .append(" ON ")
                        .append(condition(step.reference())));
        return sql.toString();
    }

    List<TableId> tables() {
        var tables = new ArrayList<TableId>(List.of(root));
        tables.addAll(joins.keySet());
        return tables;
    }
}
