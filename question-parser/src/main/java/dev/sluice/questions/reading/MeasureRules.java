package dev.sluice.questions.reading;

import dev.sluice.questions.lexicon.Cue;
import dev.sluice.questions.lexicon.Cue.Type;
import dev.sluice.questions.schema.ColumnKind;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// "how many …", "total …", "average … and …".
final class MeasureRules {
    private final Scan scan;
    private final Intent intent;

    MeasureRules(Scan scan, Intent intent) {
        this.scan = scan;
        this.intent = intent;
    }

    static Aggregate aggregate(Cue cue) {
        return switch (cue.type()) {
            case AVERAGE -> Aggregate.AVG;
            case MAXIMUM -> Aggregate.MAX;
            case MINIMUM -> Aggregate.MIN;
            case COUNT -> Aggregate.COUNT;
            default -> Aggregate.SUM;
        };
    }

    void read() {
        for (int i = 0; i < scan.size(); i++) {
            if (scan.freeCue(i, Type.COUNT)) {
                readCount(i);
            } else if (scan.freeCue(
                    i, Type.SUM, Type.AVERAGE, Type.MAXIMUM, Type.MINIMUM, Type.HOW_MUCH)) {
                readAggregates(i);
            }
        }
    }

    private void readCount(int i) {
        int at = scan.next(i);
        boolean distinct =
                scan.cue(at, Type.DISTINCT)
                        || ((Item.OfCue) scan.item(i)).words().contains("different");
        if (scan.cue(at, Type.DISTINCT)) {
            scan.use(at);
            at = scan.next(at);
        }
        while (scan.value(at).isPresent() || scan.joint(at) && scan.value(at - 1).isPresent()) {
            at = scan.next(at);
        }
        boolean repeated = at >= scan.size() || scan.joint(at);
        boolean counted = intent.measures.stream().anyMatch(m -> m.aggregate() == Aggregate.COUNT);
        if (repeated && (counted || intent.ranking != null && intent.ranking.measure() != null)) {
            scan.use(i);
            return;
        }
        var truth = scan.freeColumn(at).filter(c -> c.kind() == ColumnKind.BOOLEAN && !distinct);
        if (truth.isPresent()) {
            scan.use(i, at);
            intent.measures.add(Measure.rows(truth.get().table()));
            intent.conditions.add(new Condition.Flag(truth.get(), true));
            return;
        }
        var measure = count(scan, at, distinct);
        if (measure.isPresent()) {
            scan.use(i, at);
            intent.measures.add(measure.get());
            intent.doubt(measure.get().distinct() && !distinct ? 0.04 : 0);
        }
    }

    /// What "number of" counts when `at` follows it.
    static Optional<Measure> count(Scan scan, int at, boolean distinct) {
        var table =
                scan.freeTable(at)
                        .or(() ->
                                scan.value(at).isPresent()
                                        ? scan.table(scan.next(at))
                                        : Optional.empty());
        if (table.isPresent()) {
            return table.map(Measure::rows);
        }
        return scan.freeColumn(at)
                .map(column -> {
                    var reference = scan.schema().referenceOf(column);
                    if (column.isMeasure() && !distinct) {
                        return Measure.of(Aggregate.SUM, column);
                    }
                    if (reference == null
                            && column.primaryKey()
                            && scan.schema().tableOf(column).primaryKey().size() == 1) {
                        return Measure.rows(column.table());
                    }
                    return Measure.distinct(column);
                });
    }

    /// One cue for several columns ("average a and b") and several cues for one ("minimum and maximum a").
    private void readAggregates(int i) {
        var cues = new ArrayList<>(List.of(i));
        int at = scan.next(i);
        while (true) {
            int over = scan.joint(at) ? scan.nextOverJoints(at - 1) : at;
            if (!scan.freeCue(over, Type.SUM, Type.AVERAGE, Type.MAXIMUM, Type.MINIMUM)) {
                break;
            }
            cues.add(over);
            at = scan.next(over);
        }
        if (scan.freeCue(at, Type.DISTINCT)) {
            at = scan.next(at);
        }
        if (scan.freeCue(at, Type.COUNT)) {
            if (cues.size() == 1 && scan.cue(i, Type.SUM)) {
                scan.use(i);
                return;
            }
            if (scan.freeColumn(scan.next(at)).filter(SchemaColumn::isMeasure).isEmpty()) {
                intent.unsupported.add("the average of numbers of rows");
                return;
            }
            scan.use(at);
            at = scan.next(at);
        }
        int target = at;
        for (int cue : cues) {
            measure(aggregate(((Item.OfCue) scan.item(cue)).cue()), target)
                    .ifPresent(m -> {
                        intent.measures.add(m);
                        scan.use(cue);
                    });
        }
        if (scan.free(i)) {
            return;
        }
        scan.use(target);
        alsoNext(target, cues);
    }

    private void alsoNext(int from, List<Integer> cues) {
        int at = from;
        while (scan.joint(scan.next(at))) {
            int also = scan.nextOverJoints(scan.next(at) - 1);
            var column = scan.freeColumn(also).filter(SchemaColumn::isMeasure);
            if (column.isEmpty()) {
                return;
            }
            scan.use(also);
            for (int cue : cues) {
                intent.measures.add(
                        Measure.of(aggregate(((Item.OfCue) scan.item(cue)).cue()), column.get()));
            }
            at = also;
        }
    }

    Optional<Measure> measure(Aggregate aggregate, int at) {
        var column = scan.freeColumn(at);
        if (column.isPresent()) {
            boolean extreme = aggregate == Aggregate.MAX || aggregate == Aggregate.MIN;
            if (column.get().isMeasure()
                    || column.get().kind().isNumber() && !column.get().key()
                    || extreme && column.get().kind().isTime()) {
                return column.map(c -> Measure.of(aggregate, c));
            }
            return aggregate == Aggregate.SUM ? count(scan, at, false) : Optional.empty();
        }
        return scan.freeTable(at).flatMap(table -> measureOf(table, aggregate));
    }

    /// "total sales" where the table alone is named: its only measure, or the one named like the table.
    private Optional<Measure> measureOf(TableId id, Aggregate aggregate) {
        var table = scan.schema().table(id);
        var measures = table.measures();
        var named =
                measures.stream()
                        .filter(c -> c.words().stream().anyMatch(table.words()::contains))
                        .toList();
        var column = measures.size() == 1 ? measures : named;
        if (column.size() == 1) {
            intent.assume(
                    "\"" + table.spoken() + "\" is measured by " + column.getFirst().spoken() + ".",
                    0.1);
            return Optional.of(Measure.of(aggregate, column.getFirst()));
        }
        if (aggregate == Aggregate.SUM && measures.isEmpty()) {
            return Optional.of(Measure.rows(id));
        }
        return Optional.empty();
    }
}
