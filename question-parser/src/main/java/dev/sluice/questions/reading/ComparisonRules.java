package dev.sluice.questions.reading;

import dev.sluice.questions.lexicon.Cue;
import dev.sluice.questions.lexicon.Cue.Type;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// "over 30", "between 5 and 10", "4 or more courses", "above the average".
final class ComparisonRules {
    private final Scan scan;
    private final Intent intent;

    ComparisonRules(Scan scan, Intent intent) {
        this.scan = scan;
        this.intent = intent;
    }

    void read() {
        for (int i = 0; i < scan.size(); i++) {
            if (scan.freeCue(
                    i, Type.GREATER, Type.GREATER_EQUAL, Type.LESS, Type.LESS_EQUAL, Type.EQUAL)) {
                readComparison(i, ((Item.OfCue) scan.item(i)).cue());
            } else if (scan.freeCue(i, Type.BETWEEN)) {
                readBetween(i);
            } else if (scan.freeCue(i, Type.GREATER_EQUAL_AFTER, Type.LESS_EQUAL_AFTER)) {
                readSuffix(i);
            } else if (scan.freeCue(i, Type.NULL, Type.NOT_NULL)) {
                readMissing(i);
            }
        }
        for (int i = 0; i < scan.size(); i++) {
            readBareNumber(i);
        }
    }

    private void readComparison(int i, Cue cue) {
        int n = scan.next(i);
        if (scan.cue(n, Type.AVERAGE, Type.MAXIMUM, Type.MINIMUM)) {
            readAgainstAll(i, n, cue);
            return;
        }
        // "above age 20", "a greater weight than 10"
        int named =
                scan.freeColumn(n).filter(this::comparable).isPresent()
                                && scan.item(scan.next(n)) instanceof Item.Number
                        ? n
                        : -1;
        if (named >= 0) {
            n = scan.next(n);
        }
        if (!(scan.item(n) instanceof Item.Number number) || !scan.free(n)) {
            return;
        }
        if (named >= 0) {
            scan.use(i, n, named);
            intent.conditions.add(
                    new Condition.Compare(
                            scan.column(named).orElseThrow(), comparison(cue), number.value()));
            return;
        }
        int before = scan.previous(i);
        boolean negated = scan.freeCue(before, Type.NOT);
        if (negated) {
            scan.use(before);
            before = scan.previous(before);
        }
        var comparison = negated ? comparison(cue).negated() : comparison(cue);
        scan.use(i, n);
        if (!apply(before, n, scan.next(n), comparison, number.value(), cue)) {
            intent.unexplained.add(
                    ((Item.OfCue) scan.item(i)).words() + " " + number.value().toPlainString());
        }
    }

    private boolean apply(
            int before,
            int number,
            int after,
            Comparison comparison,
            BigDecimal value,
            @Nullable Cue cue) {
        int b = before;
        while (scan.cue(b, Type.HAVING)) {
            b = scan.previous(b);
        }
        boolean having = b != before;
        var left = scan.column(b).filter(this::comparable);
        var right = scan.freeColumn(after).filter(this::comparable);
        if (cue != null && !cue.about().isEmpty()) {
            var about =
                    left.filter(c -> c.words().stream().anyMatch(cue.about()::contains))
                            .or(() -> scan.columnAbout(cue.about()));
            if (about.isPresent()) {
                return compare(about.get(), comparison, value, b);
            }
        }
        var countedTable = scan.freeTable(after);
        if (left.isPresent() && (!having || right.isEmpty() && countedTable.isEmpty())) {
            return compareLeft(b, left.get(), comparison, value);
        }
        boolean counts = !having && right.isEmpty() && countedTable.isEmpty();
        var leftTable = counts ? scan.table(b) : Optional.<TableId>empty();
        if (leftTable.isPresent() && scan.freeCue(scan.previous(b), Type.COUNT)) {
            scan.use(b, scan.previous(b));
            intent.conditions.add(
                    new Condition.OnMeasure(Measure.rows(leftTable.get()), comparison, value));
            return true;
        }
        if (right.isPresent() && number + 6 > after) {
            return compare(right.get(), comparison, value, after);
        }
        if (countedTable.isPresent()) {
            scan.use(after);
            intent.conditions.add(
                    new Condition.OnMeasure(Measure.rows(countedTable.get()), comparison, value));
            return true;
        }
        var textColumn = scan.freeColumn(after);
        if (textColumn.isPresent()) {
            scan.use(after);
            intent.conditions.add(
                    new Condition.OnMeasure(Measure.distinct(textColumn.get()), comparison, value));
            intent.doubt(0.1);
            return true;
        }
        return false;
    }

    private boolean compareLeft(
            int at, SchemaColumn column, Comparison comparison, BigDecimal value) {
        int p = scan.previous(at);
        if (scan.freeCue(p, Type.AVERAGE, Type.SUM, Type.MAXIMUM, Type.MINIMUM)) {
            scan.use(p, at);
            var aggregate = MeasureRules.aggregate(((Item.OfCue) scan.item(p)).cue());
            intent.conditions.add(
                    new Condition.OnMeasure(Measure.of(aggregate, column), comparison, value));
            return true;
        }
        return compare(column, comparison, value, at);
    }

    /// A column that was only named to be compared is not shown.
    private boolean compare(SchemaColumn column, Comparison comparison, BigDecimal value, int at) {
        boolean clause =
                scan.cue(scan.previous(at), Type.HAVING) || scan.previous(at) < 0 || !listed(at);
        if (clause && scan.column(at).filter(column::equals).isPresent()) {
            scan.use(at);
        }
        intent.conditions.add(new Condition.Compare(column, comparison, value));
        return true;
    }

    private boolean listed(int at) {
        return scan.joint(scan.previous(at))
                && scan.freeColumn(scan.previous(scan.previous(at))).isPresent();
    }

    private boolean comparable(SchemaColumn column) {
        return column.kind().isNumber() && !column.foreignKey();
    }

    private void readAgainstAll(int i, int n, Cue cue) {
        var aggregate = MeasureRules.aggregate(((Item.OfCue) scan.item(n)).cue());
        int after = scan.next(n);
        int before = scan.previous(i);
        while (scan.cue(before, Type.HAVING)) {
            before = scan.previous(before);
        }
        var right = scan.freeColumn(after).filter(this::comparable);
        var left = scan.freeColumn(before).filter(this::comparable);
        var about =
                cue.about().isEmpty()
                        ? Optional.<SchemaColumn>empty()
                        : scan.columnAbout(cue.about());
        var column = right.or(() -> left).or(() -> about);
        if (column.isEmpty()) {
            return;
        }
        scan.use(i, n);
        if (right.isPresent()) {
            scan.use(after);
        }
        if (left.equals(column)) {
            scan.use(before);
        }
        intent.conditions.add(new Condition.AgainstAll(column.get(), comparison(cue), aggregate));
    }

    private void readBetween(int i) {
        int low = scan.next(i);
        int high = scan.nextOverJoints(low);
        if (scan.cue(high, Type.HAVING)) {
            return;
        }
        if (scan.item(low) instanceof Item.Number from
                && scan.item(high) instanceof Item.Number to) {
            int before = scan.previous(i);
            while (scan.cue(before, Type.HAVING)) {
                before = scan.previous(before);
            }
            var left = scan.column(before).filter(this::comparable);
            var right = scan.column(scan.next(high)).filter(this::comparable);
            var column = left.or(() -> right);
            if (column.isPresent()) {
                scan.use(i, low, high, left.isPresent() ? before : scan.next(high));
                intent.conditions.add(
                        new Condition.Between(column.get(), from.value(), to.value()));
            }
        }
    }

    private void readSuffix(int i) {
        int n = scan.previous(i);
        if (scan.free(n) && scan.item(n) instanceof Item.Number number) {
            var comparison =
                    scan.cue(i, Type.GREATER_EQUAL_AFTER)
                            ? Comparison.GREATER_EQUAL
                            : Comparison.LESS_EQUAL;
            if (apply(scan.previous(n), n, scan.next(i), comparison, number.value(), null)) {
                scan.use(i, n);
            }
        }
    }

    private void readMissing(int i) {
        boolean negated = scan.cue(i, Type.NOT_NULL);
        int before = scan.previous(i);
        while (scan.cue(before, Type.HAVING)) {
            before = scan.previous(before);
        }
        int after = scan.next(i);
        int at = scan.freeColumn(before).isPresent() ? before : after;
        scan.freeColumn(at)
                .ifPresent(column -> {
                    scan.use(i, at);
                    intent.conditions.add(new Condition.Missing(column, negated));
                });
    }

    /// "4 wheels", "level 4": a number beside a number column is the column's value.
    private void readBareNumber(int i) {
        if (!scan.free(i) || !(scan.item(i) instanceof Item.Number number)) {
            return;
        }
        int before = scan.previous(i);
        int after = scan.next(i);
        var left = scan.freeColumn(before).filter(c -> c.kind().isNumber());
        var right = scan.freeColumn(after).filter(c -> c.kind().isNumber() && !c.key());
        if (left.isPresent()) {
            scan.use(i, before);
            intent.conditions.add(
                    new Condition.Compare(left.get(), Comparison.EQUAL, number.value()));
        } else if (right.isPresent()) {
            scan.use(i, after);
            intent.conditions.add(
                    new Condition.Compare(right.get(), Comparison.EQUAL, number.value()));
        } else if (scan.freeTable(after).isPresent() && scan.cue(before, Type.HAVING)) {
            scan.use(i, after);
            intent.conditions.add(
                    new Condition.OnMeasure(
                            Measure.rows(scan.table(after).orElseThrow()),
                            Comparison.EQUAL,
                            number.value()));
        }
    }

    private static Comparison comparison(Cue cue) {
        return switch (cue.type()) {
            case GREATER -> Comparison.GREATER;
            case GREATER_EQUAL -> Comparison.GREATER_EQUAL;
            case LESS -> Comparison.LESS;
            case LESS_EQUAL -> Comparison.LESS_EQUAL;
            default -> Comparison.EQUAL;
        };
    }
}
