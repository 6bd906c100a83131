package dev.sluice.questions.composing;

import dev.sluice.questions.Interpretation.Shape;
import dev.sluice.questions.joining.JoinGraph;
import dev.sluice.questions.reading.Condition;
import dev.sluice.questions.reading.Intent;
import dev.sluice.questions.reading.Key;
import dev.sluice.questions.schema.Schema;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Writes the SELECT that an intent asks for.
public final class Composer {
    private static final double COARSE = 0.3;

    private final Schema schema;
    private final JoinGraph graph;

    public Composer(Schema schema, JoinGraph graph) {
        this.schema = schema;
        this.graph = graph;
    }

    /// @throws NotComposable where the catalog has no way to it, or no right one
    public Composition compose(Intent intent) throws NotComposable {
        var plan = new Planner(schema, graph, intent).plan();
        var root = plan.grouped() ? RootChoice.ofMeasures(plan) : RootChoice.ofRows(plan, graph);
        placeTimes(plan, root, intent);
        doubtCoarseTimes(plan, intent);
        var from = new FromClause(graph, root);
        for (var table : shownTables(plan)) {
            from.join(table);
        }
        var where = new WhereClause(schema, from, plan);
        where.join();
        if (intent.allOf.stream().anyMatch(c -> where.asksRelated(c.table()))) {
            throw new NotComposable(
                    "Asking for several related values at once is beyond the rules.");
        }
        var select = new SelectList(schema, from, plan);
        var sql = statement(select, from, where, plan);
        var tables = new LinkedHashSet<TableId>(from.tables());
        tables.addAll(where.relatedTables());
        return new Composition(
                sql,
                Explanation.of(plan, select),
                tables.stream().map(TableId::toString).toList(),
                plan.conditions.stream().map(Conditions::words).toList(),
                shape(plan),
                from.ambiguous(),
                tables.size() - 1);
    }

    private void placeTimes(Plan plan, TableId root, Intent intent) throws NotComposable {
        boolean open =
                plan.conditions.stream()
                                .anyMatch(
                                        c -> c instanceof Condition.During d && d.column() == null)
                        || plan.keys.stream()
                                .anyMatch(k -> k instanceof Key.OfTime t && t.column() == null);
        if (!open) {
            return;
        }
        var column =
                new TimeColumns(schema, graph, intent)
                        .of(schema.table(timed(plan, root)), intent.mentioned, measured(plan))
                        .orElseThrow(() ->
                                new NotComposable("No date or time belongs to " + root + "."));
        plan.conditions.replaceAll(c ->
                c instanceof Condition.During d && d.column() == null
                        ? new Condition.During(column, d.ranges())
                        : c);
        for (int i = 0; i < plan.keys.size(); i++) {
            if (plan.keys.get(i) instanceof Key.OfTime time && time.column() == null) {
                plan.keys.set(i, timeKey(time, column));
            }
        }
    }

    /// "shops without orders in 2024": the time belongs to what is missing.
    private TableId timed(Plan plan, TableId root) {
        for (var condition : plan.conditions) {
            if (condition instanceof Condition.Without without
                    && !TimeColumns.candidates(schema.table(without.table())).isEmpty()) {
                return without.table();
            }
        }
        return root;
    }

    /// Totals are timed by their own table; rows and counts also by what they took part in.
    private static boolean measured(Plan plan) {
        return plan.measures.stream().anyMatch(m -> m.column() != null)
                || plan.conditions.stream().anyMatch(c -> c instanceof Condition.Without);
    }

    private static void doubtCoarseTimes(Plan plan, Intent intent) {
        for (var key : plan.keys) {
            if (key instanceof Key.OfTime time
                    && time.column() != null
                    && TimeColumns.tooCoarse(time.column(), time.grain())) {
                intent.assume("The data hold no single " + time.grain().word() + ".", COARSE);
            }
        }
        for (var condition : plan.conditions) {
            if (condition instanceof Condition.During during
                    && during.column() != null
                    && during.ranges().stream()
                            .anyMatch(r ->
                                    TimeColumns.tooCoarse(
                                            during.column(), TimeColumns.finest(r)))) {
                intent.assume("The data are coarser than the time asked for.", COARSE);
            }
        }
    }

    private static Key timeKey(Key.OfTime time, SchemaColumn column) throws NotComposable {
        if (column.kind().isTime()) {
            return new Key.OfTime(time.grain(), column);
        }
        if (time.grain() == dev.sluice.questions.time.Grain.YEAR) {
            return new Key.OfColumn(column);
        }
        throw new NotComposable("The data hold years only, no " + time.grain().word() + ".");
    }

    private static List<TableId> shownTables(Plan plan) {
        var tables = new LinkedHashSet<TableId>(RootChoice.keyTables(plan));
        plan.columns.stream().map(SchemaColumn::table).forEach(tables::add);
        plan.allMeasures().forEach(m -> tables.add(m.table()));
        for (var order : plan.orders) {
            var column = order.column();
            if (column != null) {
                tables.add(column.table());
            }
        }
        return List.copyOf(tables);
    }

    private static String statement(
            SelectList select, FromClause from, WhereClause where, Plan plan) throws NotComposable {
        var conditions = where.conditions();
        var lines = new ArrayList<String>();
        lines.add(select.sql());
        lines.add(from.sql());
        if (!conditions.isEmpty()) {
            lines.add("WHERE " + String.join("\n  AND ", conditions));
        }
        if (plan.grouped() && !plan.keys.isEmpty()) {
            lines.add("GROUP BY " + String.join(", ", select.groupings()));
        }
        if (!plan.having.isEmpty()) {
            var having = new ArrayList<String>();
            for (var h : plan.having) {
                having.add(Conditions.having(h, select.expression(h.measure())));
            }
            lines.add("HAVING " + String.join(" AND ", having));
        }
        var order = select.order();
        if (!order.isEmpty()) {
            lines.add("ORDER BY " + String.join(", ", order));
        }
        if (plan.limit != null) {
            lines.add("LIMIT " + plan.limit);
        }
        return String.join("\n", lines);
    }

    private static Shape shape(Plan plan) {
        if (!plan.grouped()) {
            return Shape.ROWS;
        }
        if (plan.keys.isEmpty()) {
            return Shape.SCALAR;
        }
        if (plan.ranked) {
            return Shape.RANKING;
        }
        boolean time =
                plan.keys.stream()
                        .anyMatch(k ->
                                k instanceof Key.OfTime
                                        || k instanceof Key.OfColumn c && c.column().isYear());
        return time ? Shape.TREND : Shape.GROUPS;
    }
}
