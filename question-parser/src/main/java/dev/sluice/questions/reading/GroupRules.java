package dev.sluice.questions.reading;

import dev.sluice.questions.lexicon.Cue.Type;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.time.Grain;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// "per …", "by …", "for each …", "monthly", "over time".
final class GroupRules {
    private final Scan scan;
    private final Intent intent;

    GroupRules(Scan scan, Intent intent) {
        this.scan = scan;
        this.intent = intent;
    }

    void read() {
        for (int i = 0; i < scan.size(); i++) {
            if (scan.freeCue(i, Type.EACH)
                    || (scan.freeCue(i, Type.BY) && !ranksByMeasure(i) && !passive(i))) {
                readKeys(i);
            }
        }
        for (int i = 0; i < scan.size(); i++) {
            readGrain(i);
        }
        boolean byTime = intent.keys.stream().anyMatch(k -> k instanceof Key.OfTime || isYear(k));
        if (intent.trend && !byTime) {
            intent.keys.add(new Key.OfTime(Grain.MONTH, null));
            intent.assume("The trend is shown by month.", 0.02);
        }
    }

    private static boolean isYear(Key key) {
        return key instanceof Key.OfColumn c && c.column().isYear();
    }

    /// "made by": who did it, not what to group by.
    private boolean passive(int i) {
        return scan.item(i - 1) instanceof Item.Stray stray
                && stray.word().matches("(?i).*(ed|en|wn|de|ld|ght|ade)");
    }

    /// "top 5 … by revenue": the measure ranks, it does not group.
    private boolean ranksByMeasure(int i) {
        int at = scan.next(i);
        boolean measure =
                scan.cue(
                                at,
                                Type.COUNT,
                                Type.SUM,
                                Type.AVERAGE,
                                Type.MAXIMUM,
                                Type.MINIMUM,
                                Type.SUPERLATIVE,
                                Type.MOST)
                        || scan.column(at).filter(SchemaColumn::isMeasure).isPresent();
        return measure;
    }

    private void readKeys(int cue) {
        // "across all shops" is one group
        if (scan.item(cue) instanceof Item.OfCue across
                && across.words().equalsIgnoreCase("across")
                && scan.item(cue + 1) instanceof Item.Plain all
                && all.word().equals("all")) {
            scan.use(cue);
            return;
        }
        int at = scan.next(cue);
        boolean numbered =
                scan.freeCue(at, Type.COUNT)
                        && scan.freeColumn(scan.next(at))
                                .filter(SchemaColumn::isMeasure)
                                .isPresent();
        if (numbered) {
            scan.use(at);
            at = scan.next(at);
        }
        if (scan.cue(at, Type.DISTINCT)) {
            scan.use(at);
            at = scan.next(at);
        }
        boolean first = true;
        while (true) {
            var key = key(at, first);
            if (key.isEmpty()) {
                return;
            }
            intent.keys.add(key.get());
            scan.use(cue, at);
            first = false;
            int joint = scan.next(at);
            if (!scan.joint(joint)) {
                return;
            }
            at = scan.nextOverJoints(joint - 1);
        }
    }

    private Optional<Key> key(int at, boolean first) {
        if (!scan.free(at)) {
            return Optional.empty();
        }
        var grain = scan.grain(at);
        if (grain.isPresent()) {
            return Optional.of(new Key.OfTime(grain.get().grain(), null));
        }
        var column = scan.column(at);
        if (column.isPresent()) {
            boolean keyLike = first || !column.get().isMeasure();
            return keyLike
                    ? column.map(c -> keyOf(c, ((Item.OfLink) scan.item(at)).words()))
                    : Optional.empty();
        }
        return scan.table(at).map(Key.OfEntity::new);
    }

    /// A foreign key groups by what it points to, unless its number is asked for.
    private Key keyOf(SchemaColumn column, String words) {
        var reference = scan.schema().referenceOf(column);
        boolean number =
                List.of(words.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)).stream()
                        .anyMatch(Set.of("id", "ids", "code", "key", "number")::contains);
        if (reference != null && !number) {
            return new Key.OfEntity(reference.to());
        }
        return column.kind().isTime()
                ? new Key.OfTime(Grain.DAY, column)
                : new Key.OfColumn(column);
    }

    private void readGrain(int i) {
        if (!scan.free(i) || scan.grain(i).isEmpty()) {
            return;
        }
        var grain = scan.grain(i).get().grain();
        var words = ((Item.OfLink) scan.item(i)).words();
        boolean adjective = Grain.adjective(words.toLowerCase(java.util.Locale.ROOT)).isPresent();
        boolean asked = scan.cue(scan.next(i), Type.HAVING) || scan.previous(i) < 0 || intent.trend;
        if (adjective || asked) {
            intent.keys.add(new Key.OfTime(grain, null));
            scan.use(i);
        }
    }
}
