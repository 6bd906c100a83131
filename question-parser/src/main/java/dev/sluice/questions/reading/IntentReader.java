package dev.sluice.questions.reading;

import dev.sluice.questions.lexicon.Cue.Type;
import dev.sluice.questions.linking.Link;
import dev.sluice.questions.schema.Schema;
import java.util.List;
import java.util.Set;

/// Reads what a question asks for from items whose meaning is decided: one rule set after another
/// takes the items that it understands, and the last one gathers what nobody took.
public final class IntentReader {
    private final Schema schema;

    public IntentReader(Schema schema) {
        this.schema = schema;
    }

    public Intent read(List<Item> items) {
        var scan = new Scan(schema, items);
        var intent = new Intent();
        readWishes(scan, intent);
        scan.namedTables().forEach(intent.mentioned::add);
        new LimitRules(scan, intent).read();
        new ComparisonRules(scan, intent).read();
        new ValueRules(scan, intent).read();
        new OrderRules(scan, intent).read();
        new GroupRules(scan, intent).read();
        new SuperlativeRules(scan, intent).read();
        new MeasureRules(scan, intent).read();
        new SelectionRules(scan, intent).read();
        collectUnexplained(scan, intent);
        declineAlternatives(scan, intent);
        return intent;
    }

    private static void readWishes(Scan scan, Intent intent) {
        boolean wantsAll = false;
        for (int i = 0; i < scan.size(); i++) {
            if (scan.item(i) instanceof Item.Plain plain
                    && Set.of("information", "info", "details", "everything")
                            .contains(plain.word())) {
                wantsAll = true;
            } else if (scan.item(i) instanceof Item.Plain plain
                    && Set.of("which", "who", "what").contains(plain.word())) {
                intent.wantsLabels = true;
            } else if (scan.cue(i, Type.FILE)) {
                intent.wantsFile = true;
                scan.use(i);
            } else if (scan.cue(i, Type.TREND)) {
                intent.trend = true;
                scan.use(i);
            } else if (scan.cue(i, Type.DIRECTION)) {
                intent.descending = ((Item.OfCue) scan.item(i)).cue().descending();
            } else if (scan.cue(i, Type.UNSUPPORTED)) {
                intent.unsupported.add(((Item.OfCue) scan.item(i)).words());
                scan.use(i);
            }
        }
        intent.wantsLabels &= !wantsAll;
    }

    /// "or" between conditions on different columns would need brackets that nobody wrote.
    private static void declineAlternatives(Scan scan, Intent intent) {
        long columns =
                intent.conditions.stream()
                        .filter(c -> !(c instanceof Condition.During))
                        .distinct()
                        .count();
        boolean times = intent.conditions.stream().anyMatch(c -> c instanceof Condition.During);
        for (int i = 0; i < scan.size(); i++) {
            boolean or = scan.item(i) instanceof Item.Joint joint && joint.word().equals("or");
            boolean sameColumn =
                    scan.value(scan.previous(i)).isPresent()
                            && scan.value(scan.next(i)).isPresent();
            boolean sameTime =
                    scan.item(scan.previous(i)) instanceof Item.Time
                            && scan.item(scan.next(i)) instanceof Item.Time;
            if (or && !sameColumn && !sameTime && columns + (times ? 1 : 0) > 1) {
                intent.unsupported.add("or");
                return;
            }
        }
    }

    private static void collectUnexplained(Scan scan, Intent intent) {
        for (int i = 0; i < scan.size(); i++) {
            if (!scan.free(i)) {
                continue;
            }
            switch (scan.item(i)) {
                case Item.Stray stray -> {
                    if (stray.light()) {
                        intent.doubt(0.03);
                    } else {
                        intent.unexplained.add(stray.word());
                    }
                }
                case Item.Text text -> intent.unexplained.add("\"" + text.text() + "\"");
                case Item.Number number -> intent.unexplained.add(number.value().toPlainString());
                case Item.OfCue cue -> {
                    if (!cue.cue().is(Type.HAVING, Type.EACH, Type.SORT, Type.DISTINCT, Type.BY)) {
                        intent.unexplained.add(cue.words());
                    }
                }
                case Item.OfLink link -> {
                    if (link.link() instanceof Link.ToGrain) {
                        intent.doubt(0.2);
                    } else {
                        intent.unexplained.add(link.words());
                    }
                }
                case Item.Time time -> intent.unexplained.add(time.range().words());
                case Item.Open open -> intent.unexplained.add(open.words());
                case Item.Joint _, Item.Plain _ -> {}
            }
        }
    }
}
