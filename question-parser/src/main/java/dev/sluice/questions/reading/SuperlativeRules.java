package dev.sluice.questions.reading;

import dev.sluice.questions.lexicon.Cue;
import dev.sluice.questions.lexicon.Cue.Type;
import dev.sluice.questions.lexicon.Synonyms;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.text.Likeness;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// "top 5 … by …", "the … with the highest …", "the oldest …", "the most …".
final class SuperlativeRules {
    private static final int DEFAULT_TOP = 10;
    private static final double SAME_WORD = 0.84;

    private final Scan scan;
    private final Intent intent;

    SuperlativeRules(Scan scan, Intent intent) {
        this.scan = scan;
        this.intent = intent;
    }

    void read() {
        for (int i = 0; i < scan.size(); i++) {
            boolean extreme =
                    scan.freeCue(i, Type.MAXIMUM, Type.MINIMUM)
                            && scan.cue(scan.previous(i), Type.HAVING)
                            && scan.anyFreeName(0, i);
            if (scan.freeCue(i, Type.SUPERLATIVE, Type.MOST, Type.FREQUENT) || extreme) {
                var cue = ((Item.OfCue) scan.item(i)).cue();
                readSuperlative(
                        i,
                        extreme ? new Cue(Type.SUPERLATIVE, List.of(), cue.is(Type.MAXIMUM)) : cue);
            }
        }
        for (int i = 0; i < scan.size(); i++) {
            if (scan.freeCue(i, Type.TOP)) {
                readTop(i, ((Item.OfCue) scan.item(i)).cue());
            }
        }
        for (int i = 0; i < scan.size(); i++) {
            if (intent.ranking == null && scan.freeCue(i, Type.BY)) {
                readBy(i);
            }
        }
    }

    /// "top 5 products by units sold"; with "highest" elsewhere, "top" only says how many.
    private void readTop(int i, Cue cue) {
        if (intent.ranking != null) {
            scan.use(i);
            return;
        }
        for (int j = i + 1; j < scan.size(); j++) {
            boolean marker =
                    scan.freeCue(j, Type.BY)
                            || (scan.item(j) instanceof Item.Plain plain
                                    && plain.word().equals("based"));
            if (marker && rankBy(j, scan.next(j), cue)) {
                scan.use(i);
                return;
            }
        }
        int at = scan.next(i);
        while (scan.item(at) instanceof Item.Number) {
            at = scan.next(at);
        }
        var column = scan.freeColumn(at).filter(c -> c.isMeasure() || c.kind().isTime());
        if (column.isPresent()) {
            scan.use(i, at);
            rank(new Ranking(null, column.get(), cue.descending(), limit(1)));
        }
    }

    private boolean rankBy(int marker, int at, Cue cue) {
        var metric = metric(at);
        if (metric.isEmpty()) {
            return false;
        }
        scan.use(marker);
        rank(
                new Ranking(
                        metric.get().measure(),
                        metric.get().column(),
                        cue.descending(),
                        limit(DEFAULT_TOP)));
        return true;
    }

    /// "by number of …" without "top": groups in order.
    private void readBy(int i) {
        int at = scan.next(i);
        boolean top = intent.limit != null;
        if (!top && !scan.cue(at, Type.COUNT, Type.SUM, Type.AVERAGE)) {
            return;
        }
        metric(at)
                .ifPresent(m -> {
                    scan.use(i);
                    rank(new Ranking(m.measure(), m.column(), true, intent.limit));
                });
    }

    private Optional<Ranking> metric(int at) {
        if (scan.freeCue(at, Type.SUPERLATIVE, Type.MOST)) {
            scan.use(at);
            return metric(scan.next(at));
        }
        if (scan.freeCue(at, Type.COUNT)) {
            int counted = scan.next(at);
            boolean distinct = scan.cue(counted, Type.DISTINCT);
            if (distinct) {
                scan.use(counted);
                counted = scan.next(counted);
            }
            var measure = MeasureRules.count(scan, counted, distinct);
            if (measure.isPresent()) {
                scan.use(at, counted);
            }
            return measure.map(m -> new Ranking(m, null, true, null));
        }
        if (scan.freeCue(at, Type.SUM, Type.AVERAGE, Type.MAXIMUM, Type.MINIMUM)) {
            int of = scan.next(at);
            if (scan.freeCue(of, Type.COUNT)) {
                scan.use(at);
                return metric(of);
            }
            var aggregate = MeasureRules.aggregate(((Item.OfCue) scan.item(at)).cue());
            var measure = new MeasureRules(scan, intent).measure(aggregate, of);
            if (measure.isPresent()) {
                scan.use(at, of);
            }
            return measure.map(m -> new Ranking(m, null, true, null));
        }
        var column =
                scan.freeColumn(at).filter(c -> c.isMeasure() || c.kind().isTime() || c.isYear());
        if (column.isPresent()) {
            scan.use(at);
            return column.map(c -> new Ranking(null, c, true, null));
        }
        var table = scan.freeTable(at);
        if (table.isPresent()) {
            var measure = new MeasureRules(scan, intent).measure(Aggregate.SUM, at);
            if (measure.isPresent()) {
                scan.use(at);
                return measure.map(m -> new Ranking(m, null, true, null));
            }
        }
        return Optional.empty();
    }

    /// "highest and lowest …": both of one column.
    private boolean readPair(int i, Cue cue) {
        int other = scan.nextOverJoints(scan.next(i) - 1);
        if (!scan.joint(scan.next(i))
                || !scan.freeCue(other, Type.SUPERLATIVE)
                || scan.anyFreeName(0, i)) {
            return false;
        }
        int at = scan.next(other);
        var column = scan.freeColumn(at).filter(this::measurable);
        column.ifPresent(c -> {
            scan.use(i, other, at);
            for (var each : List.of(cue, ((Item.OfCue) scan.item(other)).cue())) {
                intent.measures.add(
                        Measure.of(each.descending() ? Aggregate.MAX : Aggregate.MIN, c));
            }
        });
        return column.isPresent();
    }

    private void readSuperlative(int i, Cue cue) {
        if (readPair(i, cue)) {
            return;
        }
        int at = scan.next(i);
        if (scan.item(at) instanceof Item.Number) {
            at = scan.next(at);
        }
        if (cue.is(Type.FREQUENT)) {
            readFrequent(i, at, cue);
        } else if (!cue.about().isEmpty()
                && (scan.table(at).isPresent()
                        || scan.freeColumn(at).filter(this::measurable).isEmpty())) {
            scan.columnAbout(cue.about())
                    .ifPresent(column -> {
                        scan.use(i);
                        intent.assume(
                                "\""
                                        + ((Item.OfCue) scan.item(i)).words()
                                        + "\" goes by "
                                        + column.spoken()
                                        + ".",
                                0.03);
                        rank(new Ranking(null, column, cue.descending(), limit(1)));
                    });
        } else if (scan.cue(at, Type.COUNT, Type.SUM, Type.AVERAGE, Type.MAXIMUM, Type.MINIMUM)) {
            metric(at)
                    .ifPresent(m -> {
                        scan.use(i);
                        rank(new Ranking(m.measure(), m.column(), cue.descending(), limit(1)));
                    });
        } else if (cue.is(Type.MOST) && counts(at)) {
            var measure = MeasureRules.count(scan, at, false);
            boolean rowsSaid = ((Item.OfCue) scan.item(i)).words().contains(" of");
            if (!rowsSaid && namesAnAmount(at)) {
                intent.doubt(0.12);
            }
            scan.use(i, at);
            rank(new Ranking(measure.orElseThrow(), null, cue.descending(), limit(1)));
        } else {
            int metric = at;
            scan.freeColumn(at)
                    .filter(this::measurable)
                    .ifPresent(c -> readExtreme(i, metric, c, cue));
        }
    }

    private boolean measurable(SchemaColumn column) {
        return column.kind().isNumber() && !column.key() || column.kind().isTime();
    }

    /// "the most sales" where amounts are called sales, too: how much was sold is meant, rather than how
    /// many rows tell of it.
    private boolean namesAnAmount(int at) {
        if (scan.freeTable(at).isEmpty() || !(scan.item(at) instanceof Item.OfLink link)) {
            return false;
        }
        var word = link.words().toLowerCase(Locale.ROOT);
        return scan.schema().tables().stream()
                .flatMap(table -> table.measures().stream())
                .flatMap(column -> column.words().stream())
                .anyMatch(named ->
                        Synonyms.same(word, named) || Likeness.of(word, named) >= SAME_WORD);
    }

    private boolean counts(int at) {
        return scan.freeTable(at).isPresent()
                || scan.freeColumn(at).filter(c -> !c.isMeasure()).isPresent();
    }

    /// "the highest X" is a maximum where nothing else is asked for, and orders what is asked for otherwise.
    private void readExtreme(int i, int at, SchemaColumn column, Cue cue) {
        boolean ofSomething = scan.anyFreeName(0, i) || intent.limit != null;
        boolean joint = scan.joint(i - 1) || scan.joint(i + 1);
        if (!ofSomething || (joint && !intent.measures.isEmpty())) {
            scan.use(i, at);
            intent.measures.add(
                    Measure.of(cue.descending() ? Aggregate.MAX : Aggregate.MIN, column));
        } else {
            scan.use(i, at);
            rank(new Ranking(null, column, cue.descending(), limit(1)));
        }
    }

    private void readFrequent(int i, int at, Cue cue) {
        var column = scan.freeColumn(at);
        if (column.isEmpty()) {
            return;
        }
        scan.use(i, at);
        intent.keys.add(new Key.OfColumn(column.get()));
        rank(new Ranking(Measure.rows(column.get().table()), null, cue.descending(), limit(1)));
    }

    private int limit(int otherwise) {
        return intent.limit == null ? otherwise : intent.limit;
    }

    private void rank(Ranking ranking) {
        if (intent.ranking != null) {
            intent.unsupported.add("more than one order");
            return;
        }
        intent.ranking = ranking;
    }
}
