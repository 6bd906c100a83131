package dev.sluice.questions.composing;

import dev.sluice.questions.joining.JoinGraph;
import dev.sluice.questions.reading.Aggregate;
import dev.sluice.questions.reading.Condition;
import dev.sluice.questions.reading.Intent;
import dev.sluice.questions.reading.Key;
import dev.sluice.questions.reading.Measure;
import dev.sluice.questions.reading.Ranking;
import dev.sluice.questions.schema.Schema;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides between rows, groups and one number, and completes what the question left open.
final class Planner {
    private final Schema schema;
    private final JoinGraph graph;
    private final Intent intent;
    private final Plan plan = new Plan();

    Planner(Schema schema, JoinGraph graph, Intent intent) {
        this.schema = schema;
        this.graph = graph;
        this.intent = intent;
    }

    Plan plan() throws NotComposable {
        plan.measures.addAll(intent.measures);
        plan.keys.addAll(intent.keys);
        plan.columns.addAll(intent.columns);
        plan.limit = intent.limit;
        plan.distinct = intent.distinct;
        for (var condition : intent.conditions) {
            if (condition instanceof Condition.OnMeasure onMeasure) {
                plan.having.add(onMeasure);
            } else {
                plan.conditions.add(condition);
            }
        }
        plan.labelsOnly = intent.ranking != null || intent.wantsLabels;
        plan.entities.addAll(intent.entities);
        relateHaving();
        totalConditions();
        measuresWithoutCue();
        rank();
        if (plan.grouped()) {
            group();
        } else {
            rows();
        }
        order();
        return plan;
    }

    /// "stadiums with at least 2 concerts": where one table's rows are shown or counted, the other's are counted for each.
    private void relateHaving() {
        for (var having : List.copyOf(plan.having)) {
            var subject = subject(having.measure().table());
            if (subject != null
                    && having.measure().column() == null
                    && graph.any(subject, having.measure().table()).isPresent()) {
                plan.having.remove(having);
                plan.conditions.add(having);
            }
        }
    }

    /// "products with revenue over 1000": a measure that many rows of another table carry is added up for each.
    private void totalConditions() {
        if (plan.grouped() || !plan.keys.isEmpty() || intent.ranking != null) {
            return;
        }
        for (var condition : List.copyOf(plan.conditions)) {
            if (!(condition instanceof Condition.Compare compare)
                    || !compare.column().isMeasure()) {
                continue;
            }
            var owner = compare.column().table();
            var shown =
                    plan.columns.isEmpty()
                            ? plan.entities.stream().limit(1).toList()
                            : plan.columns.stream().map(SchemaColumn::table).distinct().toList();
            boolean event = !schema.table(owner).timeColumns().isEmpty();
            if (event
                    && shown.size() == 1
                    && !plan.entities.contains(owner)
                    && graph.single(owner, shown.getFirst()).isPresent()
                    && !owner.equals(shown.getFirst())) {
                var measure = defaultMeasure(compare.column());
                intent.doubt(0.1);
                plan.conditions.remove(condition);
                plan.measures.add(measure);
                plan.having.add(
                        new Condition.OnMeasure(measure, compare.comparison(), compare.number()));
                if (plan.columns.isEmpty()) {
                    plan.entities.remove(shown.getFirst());
                    plan.keys.add(new Key.OfEntity(shown.getFirst()));
                }
            }
        }
    }

    private @Nullable TableId subject(TableId counted) {
        if (!plan.keys.isEmpty() || intent.ranking != null) {
            return null;
        }
        if (plan.measures.size() == 1) {
            var table = plan.measures.getFirst().table();
            return table.equals(counted) ? null : table;
        }
        var candidates =
                plan.columns.isEmpty()
                        ? plan.entities
                        : plan.columns.stream().map(SchemaColumn::table).distinct().toList();
        var others = candidates.stream().filter(t -> !t.equals(counted)).toList();
        return others.size() == 1 && others.size() == candidates.stream().distinct().count()
                ? others.getFirst()
                : null;
    }

    /// "revenue by region": a measure beside groups is added up, or averaged where its name says rate.
    private void measuresWithoutCue() {
        if (plan.keys.isEmpty()) {
            totalOfPeriod();
            return;
        }
        boolean countable = intent.ranking != null && intent.ranking.measure() != null;
        for (var column : List.copyOf(plan.columns)) {
            if (column.isMeasure()) {
                plan.columns.remove(column);
                plan.measures.add(defaultMeasure(column));
            }
        }
        if (plan.measures.isEmpty()
                && plan.columns.isEmpty()
                && intent.ranking == null
                && !countable
                && plan.entities.size() == 1
                && !isKey(plan.entities.getFirst())) {
            plan.measures.add(countOf(plan.entities.getFirst()));
            plan.entities.removeFirst();
            intent.assume("Rows are counted.", 0.12);
        }
    }

    /// "revenue last month" is one number, "show revenue …" would be rows.
    private void totalOfPeriod() {
        boolean onlyMeasures =
                !plan.columns.isEmpty()
                        && plan.columns.stream()
                                .allMatch(c ->
                                        c.isMeasure()
                                                && !schema.tableOf(c).timeColumns().isEmpty());
        boolean named =
                plan.entities.stream()
                        .anyMatch(e -> plan.columns.stream().anyMatch(c -> c.table().equals(e)));
        if (onlyMeasures
                && !named
                && !intent.wantsFile
                && intent.ranking == null
                && intent.orders.isEmpty()
                && plan.having.isEmpty()) {
            plan.columns.forEach(c -> plan.measures.add(defaultMeasure(c)));
            plan.columns.clear();
        }
    }

    private boolean isKey(TableId table) {
        return plan.keys.contains(new Key.OfEntity(table));
    }

    private static Measure countOf(TableId table) {
        return new Measure(Aggregate.COUNT, null, table, false);
    }

    private Measure defaultMeasure(SchemaColumn column) {
        if (!schema.tableOf(column).addsUp(column)) {
            intent.assume("The average of " + column.spoken() + " is meant.", 0.06);
            return new Measure(Aggregate.AVG, column, column.table(), false);
        }
        intent.assume("The sum of " + column.spoken() + " is meant.", 0.03);
        return new Measure(Aggregate.SUM, column, column.table(), false);
    }

    private void rank() throws NotComposable {
        var ranking = intent.ranking;
        if (ranking == null) {
            return;
        }
        plan.ranked = true;
        plan.limit = ranking.limit();
        var measure = ranking.measure();
        var column = ranking.column();
        if (measure == null && column != null && ranksGroups(column)) {
            measure =
                    plan.measures.stream()
                            .filter(m -> column.equals(m.column()))
                            .findFirst()
                            .orElse(null);
            if (measure == null) {
                measure = defaultMeasure(column);
            }
        }
        if (measure != null) {
            if (!plan.measures.contains(measure)) {
                plan.measures.add(measure);
            }
            plan.orders.add(new Ranking(measure, null, ranking.descending(), ranking.limit()));
        } else if (plan.grouped()) {
            throw new NotComposable("The question ranks rows and asks for a total at once.");
        } else {
            plan.orders.add(new Ranking(null, column, ranking.descending(), ranking.limit()));
        }
    }

    /// "category with the highest revenue" ranks groups; "product with the highest price" ranks rows.
    private boolean ranksGroups(SchemaColumn metric) {
        if (!plan.keys.isEmpty() || !plan.measures.isEmpty()) {
            return true;
        }
        if (metric.kind().isTime() || !metric.isMeasure()) {
            return false;
        }
        var own = schema.tableOf(metric);
        if (plan.entities.contains(own.id())) {
            return false;
        }
        // numbers without a time belong to one thing each: the rows themselves are ranked
        if (own.timeColumns().isEmpty()
                && !plan.columns.isEmpty()
                && plan.columns.stream().allMatch(c -> once(own.id(), c.table()))) {
            return false;
        }
        if (!plan.columns.isEmpty()) {
            boolean identifies =
                    plan.columns.stream()
                            .anyMatch(c ->
                                    c.table().equals(own.id())
                                            && (c.primaryKey() || own.labels().contains(c)));
            return !identifies;
        }
        return !plan.entities.isEmpty();
    }

    /// Whether a row of one table belongs to at most one row of the other, and the other way round.
    private boolean once(TableId one, TableId other) {
        return graph.single(one, other).isPresent() && graph.single(other, one).isPresent();
    }

    private void group() throws NotComposable {
        var measured = plan.allMeasures().getFirst().table();
        var owners = plan.columns.stream().map(SchemaColumn::table).toList();
        boolean wantsGroups = plan.keys.isEmpty() && (plan.ranked || !plan.having.isEmpty());
        for (var entity : List.copyOf(plan.entities)) {
            boolean own =
                    entity.equals(measured)
                            && plan.measures.stream().anyMatch(m -> m.table().equals(entity));
            boolean onlyCounted =
                    plan.having.stream().anyMatch(h -> h.measure().table().equals(entity))
                            && plan.entities.size() + plan.columns.size() > 1;
            if (own && (plan.entities.size() + plan.columns.size() > 1 || !plan.ranked)
                    || onlyCounted
                    || isKey(entity)) {
                plan.entities.remove(entity);
            } else if (owners.contains(entity)) {
                plan.entities.remove(entity);
            } else if (wantsGroups && plan.columns.isEmpty()) {
                plan.keys.add(new Key.OfEntity(entity));
                plan.entities.remove(entity);
                wantsGroups = false;
            }
        }
        for (var column : plan.columns) {
            plan.keys.add(new Key.OfColumn(column));
        }
        plan.columns.clear();
        for (var entity : plan.entities) {
            boolean filtered =
                    plan.conditions.stream().anyMatch(c -> entity.equals(Conditions.tableOf(c)));
            boolean parent = graph.single(measured, entity).isPresent();
            intent.doubt(filtered || entity.equals(measured) ? 0 : parent ? 0.06 : 0.3);
        }
        if (plan.keys.isEmpty() && (plan.ranked || !plan.having.isEmpty())) {
            throw new NotComposable("The question does not say what to compare.");
        }
        if (!plan.having.isEmpty()
                && !intent.measures.isEmpty()
                && intent.keys.isEmpty()
                && !plan.ranked
                && intent.columns.isEmpty()) {
            throw new NotComposable("Counting groups that fulfil a condition is beyond the rules.");
        }
        if (plan.measures.size() + plan.having.size() == 0) {
            throw new NotComposable("The question does not say what to measure.");
        }
    }

    private void rows() throws NotComposable {
        for (var key : plan.keys) {
            switch (key) {
                case Key.OfColumn column -> plan.columns.add(column.column());
                case Key.OfEntity entity -> plan.entities.addFirst(entity.table());
                case Key.OfTime _ ->
                        throw new NotComposable(
                                "The question does not say what to show over time.");
            }
        }
        plan.keys.clear();
        var owners = plan.columns.stream().map(SchemaColumn::table).toList();
        if (plan.columns.isEmpty()) {
            if (plan.entities.isEmpty() && plan.orders.isEmpty()) {
                throw new NotComposable("The question does not say what to show.");
            }
            return;
        }
        for (var entity : List.copyOf(plan.entities)) {
            if (!owners.contains(entity)) {
                boolean filtered =
                        plan.conditions.stream()
                                .anyMatch(c -> entity.equals(Conditions.tableOf(c)));
                boolean parent = owners.stream().anyMatch(o -> graph.single(o, entity).isPresent());
                if (!filtered && !parent) {
                    plan.existing.add(entity);
                    intent.doubt(0.22);
                }
            }
        }
    }

    private void order() {
        for (var order : intent.orders) {
            var column = order.column();
            if (column != null && plan.grouped()) {
                var measure =
                        plan.measures.stream().filter(m -> column.equals(m.column())).findFirst();
                if (measure.isPresent()) {
                    plan.orders.add(new Ranking(measure.get(), null, order.descending(), null));
                    continue;
                }
            }
            plan.orders.add(order);
        }
    }
}
