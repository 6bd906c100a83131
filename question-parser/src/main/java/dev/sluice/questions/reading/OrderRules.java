package dev.sluice.questions.reading;

import dev.sluice.questions.lexicon.Cue.Type;
import dev.sluice.questions.schema.TableId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// "sorted by …", "in descending order of …", "alphabetically".
final class OrderRules {
    private final Scan scan;
    private final Intent intent;

    OrderRules(Scan scan, Intent intent) {
        this.scan = scan;
        this.intent = intent;
    }

    void read() {
        Boolean direction = null;
        for (int i = 0; i < scan.size(); i++) {
            if (scan.cue(i, Type.DIRECTION)) {
                direction = ((Item.OfCue) scan.item(i)).cue().descending();
            } else if (scan.cue(i, Type.ALPHABETIC)) {
                intent.alphabetic = true;
                scan.use(i);
            }
        }
        boolean sortSaid = false;
        for (int i = 0; i < scan.size(); i++) {
            sortSaid |= scan.cue(i, Type.SORT);
            if (scan.freeCue(i, Type.ORDER_BY) || (sortSaid && scan.freeCue(i, Type.BY))) {
                readOrder(i, direction);
                sortSaid = false;
            }
        }
        for (int i = 0; i < scan.size(); i++) {
            if (scan.freeCue(i, Type.DIRECTION)) {
                readBareDirection(i);
            }
        }
        if (intent.alphabetic) {
            readAlphabetic();
        }
    }

    private void readOrder(int i, @Nullable Boolean direction) {
        boolean descending =
                direction != null
                        ? direction
                        : ((Item.OfCue) scan.item(i)).cue().is(Type.ORDER_BY)
                                && ((Item.OfCue) scan.item(i)).cue().descending();
        int at = scan.next(i);
        if (scan.cue(at, Type.DIRECTION)) {
            scan.use(at);
            at = scan.next(at);
        }
        if (scan.cue(at, Type.ALPHABETIC)) {
            at = scan.next(at);
        }
        if (scan.cue(at, Type.SUPERLATIVE, Type.MOST)) {
            descending = ((Item.OfCue) scan.item(at)).cue().descending();
            scan.use(at);
            at = scan.next(at);
        }
        var order = key(at, descending);
        if (order.isPresent()) {
            scan.use(i);
            intent.orders.add(order.get());
            for (int j = 0; j < scan.size(); j++) {
                if (scan.cue(j, Type.DIRECTION, Type.SORT)) {
                    scan.use(j);
                }
            }
        }
    }

    private Optional<Ranking> key(int at, boolean descending) {
        if (scan.freeCue(at, Type.COUNT)) {
            var counted =
                    scan.table(scan.next(at))
                            .or(() -> scan.column(scan.next(at)).map(c -> c.table()));
            if (counted.isPresent()) {
                scan.use(at, scan.next(at));
                return Optional.of(count(counted.get(), descending));
            }
        }
        if (scan.freeCue(at, Type.SUM, Type.AVERAGE, Type.MAXIMUM, Type.MINIMUM)) {
            var column = scan.column(scan.next(at));
            if (column.isPresent() && column.get().kind().isNumber()) {
                scan.use(at, scan.next(at));
                var aggregate = MeasureRules.aggregate(((Item.OfCue) scan.item(at)).cue());
                return Optional.of(
                        new Ranking(Measure.of(aggregate, column.get()), null, descending, null));
            }
        }
        var column = scan.column(at);
        if (column.isPresent()) {
            scan.use(at);
            return column.map(c -> new Ranking(null, c, descending, null));
        }
        return Optional.empty();
    }

    private static Ranking count(TableId table, boolean descending) {
        return new Ranking(Measure.rows(table), null, descending, null);
    }

    /// "in descending order" alone orders by the only number that the question asks for; the composer knows it.
    private void readBareDirection(int i) {
        int at = scan.previous(i);
        while (scan.cue(at, Type.SORT, Type.HAVING)) {
            at = scan.previous(at);
        }
        var column = scan.column(at);
        if (column.isPresent()) {
            scan.use(i);
            intent.orders.add(new Ranking(null, column.get(), intent.descending, null));
        }
    }

    private void readAlphabetic() {
        for (int i = scan.size() - 1; i >= 0 && intent.orders.isEmpty(); i--) {
            var column =
                    scan.column(i)
                            .filter(c -> c.kind() == dev.sluice.questions.schema.ColumnKind.TEXT);
            column.ifPresent(c -> intent.orders.add(new Ranking(null, c, intent.descending, null)));
        }
        for (int i = 0; i < scan.size(); i++) {
            if (scan.cue(i, Type.SORT, Type.DIRECTION)) {
                scan.use(i);
            }
        }
    }
}
