package dev.sluice.questions.composing;

import dev.sluice.questions.joining.JoinGraph;
import dev.sluice.questions.reading.Key;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Which table's rows the statement starts from.
final class RootChoice {
    private RootChoice() {}

    /// The table whose rows are measured; several measures must be of one table, else rows would be counted twice.
    static TableId ofMeasures(Plan plan) throws NotComposable {
        var tables = new LinkedHashSet<TableId>();
        plan.allMeasures().forEach(m -> tables.add(m.table()));
        if (tables.size() > 1) {
            throw new NotComposable(
                    "The question measures several tables at once: " + join(tables) + ".");
        }
        return tables.getFirst();
    }

    /// The table from which each other shown table is met once per row, so that no row is repeated.
    static TableId ofRows(Plan plan, JoinGraph graph) throws NotComposable {
        var tables = new LinkedHashSet<TableId>();
        plan.columns.stream().map(SchemaColumn::table).forEach(tables::add);
        if (plan.columns.isEmpty()) {
            plan.entities.stream().limit(1).forEach(tables::add);
        }
        for (var order : plan.orders) {
            var column = order.column();
            if (column != null) {
                tables.add(column.table());
            }
        }
        if (tables.isEmpty()) {
            throw new NotComposable("The question does not say what to show.");
        }
        for (var root : tables) {
            if (tables.stream().allMatch(t -> graph.single(root, t).isPresent())) {
                return root;
            }
        }
        return tables.getFirst();
    }

    static List<TableId> keyTables(Plan plan) {
        var tables = new ArrayList<TableId>();
        for (var key : plan.keys) {
            switch (key) {
                case Key.OfColumn c -> tables.add(c.column().table());
                case Key.OfEntity e -> tables.add(e.table());
                case Key.OfTime t -> {
                    if (t.column() != null) {
                        tables.add(t.column().table());
                    }
                }
            }
        }
        return tables;
    }

    private static String join(Iterable<TableId> tables) {
        var names = new ArrayList<String>();
        tables.forEach(t -> names.add(t.toString()));
        return String.join(", ", names);
    }
}
