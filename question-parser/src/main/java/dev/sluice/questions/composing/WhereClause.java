package dev.sluice.questions.composing;

import dev.sluice.questions.joining.JoinPath;
import dev.sluice.questions.reading.Condition;
import dev.sluice.questions.schema.Schema;
import dev.sluice.questions.schema.TableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Conditions on joined tables, and EXISTS for tables whose join would repeat rows.
final class WhereClause {
    private final FromClause from;
    private final Plan plan;
    private final Map<TableId, List<Condition>> related = new LinkedHashMap<>();
    private final Map<TableId, List<Condition>> excluded = new LinkedHashMap<>();
    private final List<Condition> direct = new ArrayList<>();
    private final Set<TableId> relatedTables = new LinkedHashSet<>();

    WhereClause(Schema schema, FromClause from, Plan plan) {
        this.from = from;
        this.plan = plan;
    }

    /// Joins what conditions need and sets aside what has to be asked by EXISTS.
    void join() throws NotComposable {
        for (var condition : plan.conditions) {
            if (condition instanceof Condition.Without without) {
                excluded.putIfAbsent(without.table(), new ArrayList<>());
            }
        }
        for (var condition : plan.conditions) {
            var table = Conditions.tableOf(condition);
            if (condition instanceof Condition.Without) {
                continue;
            }
            var folded = table == null ? null : excluded.get(table);
            if (condition instanceof Condition.OnMeasure || table == null) {
                direct.add(condition);
            } else if (folded != null) {
                folded.add(condition);
            } else if (from.reaches(table)) {
                from.join(table);
                direct.add(condition);
            } else {
                related.computeIfAbsent(table, t -> new ArrayList<>()).add(condition);
            }
        }
        for (var table : plan.existing) {
            related.computeIfAbsent(table, t -> new ArrayList<>());
        }
        boolean counted = direct.stream().anyMatch(c -> c instanceof Condition.OnMeasure);
        if (!related.isEmpty() || !excluded.isEmpty() || counted) {
            from.qualify();
        }
    }

    boolean asksRelated(TableId table) {
        return related.containsKey(table);
    }

    Set<TableId> relatedTables() {
        return relatedTables;
    }

    List<String> conditions() throws NotComposable {
        var sql = new ArrayList<String>();
        for (var condition : direct) {
            if (condition instanceof Condition.OnMeasure onMeasure) {
                sql.add(
                        Conditions.having(
                                onMeasure,
                                "("
                                        + related(
                                                "COUNT(*)", onMeasure.measure().table(), List.of())
                                        + ")"));
            } else {
                var column = Conditions.columnOf(condition);
                if (column == null) {
                    throw new NotComposable("A condition has no column.");
                }
                sql.add(Conditions.sql(condition, from.column(column)));
            }
        }
        for (var entry : excluded.entrySet()) {
            sql.add("NOT " + exists(entry.getKey(), entry.getValue()));
        }
        for (var entry : related.entrySet()) {
            var excluding = entry.getValue().stream().filter(Conditions::excludes).toList();
            var including = entry.getValue().stream().filter(c -> !Conditions.excludes(c)).toList();
            if (!including.isEmpty() || excluding.isEmpty()) {
                sql.add(exists(entry.getKey(), including));
            }
            if (!excluding.isEmpty()) {
                sql.add(
                        "NOT "
                                + exists(
                                        entry.getKey(),
                                        excluding.stream().map(Conditions::included).toList()));
            }
        }
        return sql;
    }

    private String exists(TableId table, List<Condition> conditions) throws NotComposable {
        return "EXISTS (" + related("1", table, conditions) + ")";
    }

    /// A SELECT over the rows of another table that belong to the row outside.
    private String related(String selected, TableId table, List<Condition> conditions)
            throws NotComposable {
        var steps = from.path(table).steps();
        if (steps.isEmpty()) {
            throw new NotComposable("The question excludes the rows that it asks for.");
        }
        var first = steps.getFirst();
        var sql =
                new StringBuilder("SELECT ")
                        .append(selected)
                        .append(" FROM ")
                        .append(FromClause.source(first.to(), true));
        for (JoinPath.Step step : steps.subList(1, steps.size())) {
            sql.append(" JOIN ")
                    .append(FromClause.source(step.to(), true))
                    .append(" ON ")
                    .append(FromClause.condition(step.reference()));
        }
        sql.append(" WHERE ").append(FromClause.condition(first.reference()));
        for (var condition : conditions) {
            var column = Conditions.columnOf(condition);
            if (column != null) {
                sql.append(" AND ")
                        .append(
                                Conditions.sql(
                                        condition, FromClause.qualified(table, column.name())));
            }
        }
        steps.forEach(step -> relatedTables.add(step.to()));
        return sql.toString();
    }
}
