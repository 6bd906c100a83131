package dev.sluice.questions.composing;

import dev.sluice.questions.reading.Aggregate;
import dev.sluice.questions.reading.Key;
import dev.sluice.questions.reading.Measure;
import dev.sluice.questions.schema.Schema;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.time.Grain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// The shown expressions with their names, and what is grouped and ordered by.
final class SelectList {
    private final Schema schema;
    private final FromClause from;
    private final Plan plan;

    SelectList(Schema schema, FromClause from, Plan plan) {
        this.schema = schema;
        this.from = from;
        this.plan = plan;
    }

    String sql() throws NotComposable {
        var shown = shown();
        if (shown.isEmpty()) {
            return "SELECT *";
        }
        var parts = new ArrayList<String>();
        shown.forEach((alias, expression) -> {
            boolean plain = expression.equals(alias) || expression.endsWith("." + alias);
            parts.add(plain ? expression : expression + " AS " + alias);
        });
        return "SELECT "
                + (plan.distinct && !plan.grouped() ? "DISTINCT " : "")
                + String.join(", ", parts);
    }

    /// Result column names, written as identifiers, with their expressions.
    private Map<String, String> shown() throws NotComposable {
        var shown = new LinkedHashMap<String, String>();
        for (var key : plan.keys) {
            switch (key) {
                case Key.OfTime time -> put(shown, time.grain().word(), expression(time), "time");
                case Key.OfColumn column -> put(shown, column.column());
                case Key.OfEntity entity ->
                        schema.table(entity.table()).labels().forEach(c -> put(shown, c));
            }
        }
        for (var measure : plan.measures) {
            put(shown, Labels.alias(measure), expression(measure), "value");
        }
        if (!plan.grouped()) {
            rowColumns().forEach(c -> put(shown, c));
        }
        return shown;
    }

    private void put(Map<String, String> shown, SchemaColumn column) {
        put(shown, column.name(), from.column(column), schema.tableOf(column).spoken());
    }

    private static void put(
            Map<String, String> shown, String name, String expression, String context) {
        if (shown.containsValue(expression)) {
            return;
        }
        var alias = Quoting.identifier(name);
        if (shown.containsKey(alias)) {
            alias = Quoting.identifier(Quoting.alias(context + " " + name));
        }
        shown.put(alias, expression);
    }

    List<SchemaColumn> rowColumns() {
        var columns = new LinkedHashSet<SchemaColumn>(plan.columns);
        if (columns.isEmpty()) {
            var table =
                    schema.table(plan.entities.isEmpty() ? from.root() : plan.entities.getFirst());
            columns.addAll(plan.labelsOnly ? table.labels() : table.columns());
            for (var order : plan.orders) {
                if (order.column() != null) {
                    columns.add(order.column());
                }
            }
        }
        return List.copyOf(columns);
    }

    String expression(Measure measure) throws NotComposable {
        var column = measure.column();
        if (column == null) {
            return countRows(measure);
        }
        var name = from.column(column);
        if (measure.distinct()) {
            return "COUNT(DISTINCT " + name + ")";
        }
        boolean additive =
                measure.aggregate() == Aggregate.SUM
                        || measure.aggregate() == Aggregate.AVG
                        || measure.aggregate() == Aggregate.COUNT;
        if (additive && from.multiplies()) {
            throw new NotComposable(
                    "Joining would count rows of " + measure.table() + " more than once.");
        }
        return measure.aggregate() + "(" + name + ")";
    }

    private String countRows(Measure measure) throws NotComposable {
        if (!from.multiplies()) {
            return "COUNT(*)";
        }
        var key = schema.table(measure.table()).primaryKey();
        if (key.size() != 1) {
            throw new NotComposable(
                    "Joining would count rows of " + measure.table() + " more than once.");
        }
        return "COUNT(DISTINCT " + FromClause.qualified(measure.table(), key.getFirst()) + ")";
    }

    private String expression(Key.OfTime time) {
        var column = time.column();
        if (column == null) {
            throw new IllegalStateException("The time column was not chosen.");
        }
        var name = from.column(column);
        if (time.grain() == Grain.YEAR) {
            return "EXTRACT(YEAR FROM " + name + ")::int";
        }
        if (time.grain() == Grain.DAY
                && column.kind() == dev.sluice.questions.schema.ColumnKind.DATE) {
            return name;
        }
        return "date_trunc('" + time.grain().word() + "', " + name + ")::date";
    }

    List<String> groupings() {
        var groupings = new LinkedHashSet<String>();
        for (var key : plan.keys) {
            switch (key) {
                case Key.OfTime time -> groupings.add(expression(time));
                case Key.OfColumn column -> groupings.add(from.column(column.column()));
                case Key.OfEntity entity -> {
                    var table = schema.table(entity.table());
                    table.primaryKey().stream()
                            .flatMap(k -> table.column(k).stream())
                            .forEach(c -> groupings.add(from.column(c)));
                    table.labels().forEach(c -> groupings.add(from.column(c)));
                }
            }
        }
        return List.copyOf(groupings);
    }

    List<String> order() throws NotComposable {
        var order = new LinkedHashSet<String>();
        for (var by : plan.orders) {
            var direction = by.descending() ? " DESC NULLS LAST" : "";
            var measure = by.measure();
            var column = by.column();
            if (measure != null) {
                order.add(expression(measure) + direction);
            } else if (column != null) {
                order.add(from.column(column) + direction);
            }
        }
        if (plan.grouped()) {
            orderGroups(order);
        }
        return List.copyOf(order);
    }

    /// Times in order; groups by size, and by name where sizes are equal, so that charts and ranks are stable.
    private void orderGroups(LinkedHashSet<String> order) throws NotComposable {
        boolean time =
                plan.keys.stream()
                        .anyMatch(k ->
                                k instanceof Key.OfTime
                                        || k instanceof Key.OfColumn c && c.column().isYear());
        if (order.isEmpty() && !time && !plan.keys.isEmpty() && !plan.measures.isEmpty()) {
            order.add(expression(plan.measures.getFirst()) + " DESC NULLS LAST");
        }
        for (var grouping : groupings()) {
            if (!order.contains(grouping) && !order.contains(grouping + " DESC NULLS LAST")) {
                order.add(grouping);
            }
        }
    }
}
