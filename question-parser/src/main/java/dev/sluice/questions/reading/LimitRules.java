package dev.sluice.questions.reading;

import dev.sluice.questions.lexicon.Cue.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// "top 5", "the 3 youngest", "5 products with the highest …", and the times.
final class LimitRules {
    private final Scan scan;
    private final Intent intent;

    LimitRules(Scan scan, Intent intent) {
        this.scan = scan;
        this.intent = intent;
    }

    void read() {
        for (int i = 0; i < scan.size(); i++) {
            if (scan.cue(i, Type.TOP)) {
                readTop(i);
            } else if (scan.cue(i, Type.SUPERLATIVE, Type.MOST, Type.FREQUENT)) {
                takeNumber(scan.previous(i));
                if (intent.limit == null) {
                    takeNumber(i + 1);
                }
            } else if (scan.item(i) instanceof Item.Time time && scan.free(i)) {
                readTime(i, time);
            }
        }
        readNumberBeforeSuperlative();
    }

    private void readTop(int i) {
        if (takeNumber(scan.next(i)) || takeNumber(scan.previous(i))) {
            return;
        }
        boolean superlativeFollows = scan.cue(scan.next(i), Type.SUPERLATIVE, Type.MOST);
        if (!superlativeFollows
                && intent.limit == null
                && scan.isLink(scan.next(i))
                && !plural(scan.next(i))) {
            intent.limit = 1;
        }
    }

    private boolean plural(int i) {
        return scan.item(i) instanceof Item.OfLink link
                && link.words().toLowerCase(java.util.Locale.ROOT).endsWith("s");
    }

    private boolean takeNumber(int i) {
        if (scan.free(i) && scan.item(i) instanceof Item.Number number && isCount(number.value())) {
            intent.limit = number.value().intValue();
            scan.use(i);
            return true;
        }
        return false;
    }

    /// "which 3 shops have the highest …"
    private void readNumberBeforeSuperlative() {
        if (intent.limit != null) {
            return;
        }
        for (int i = 0; i < scan.size(); i++) {
            if (scan.item(i) instanceof Item.Number number
                    && isCount(number.value())
                    && (scan.table(scan.next(i)).isPresent()
                            || scan.column(scan.next(i)).isPresent())
                    && !afterComparison(i)
                    && superlativeAfter(i)) {
                takeNumber(i);
                return;
            }
        }
    }

    private boolean afterComparison(int i) {
        return scan.cue(
                scan.previous(i),
                Type.GREATER,
                Type.GREATER_EQUAL,
                Type.LESS,
                Type.LESS_EQUAL,
                Type.EQUAL,
                Type.HAVING);
    }

    private boolean superlativeAfter(int i) {
        for (int j = i + 1; j < scan.size(); j++) {
            if (scan.cue(j, Type.SUPERLATIVE, Type.MOST)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCount(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0
                && number.signum() > 0
                && number.intValue() <= 10_000;
    }

    private void readTime(int i, Item.Time time) {
        int before = scan.previous(i);
        while (scan.cue(before, Type.HAVING) || scan.joint(before)) {
            before = scan.previous(before);
        }
        int at = before;
        var column = scan.freeColumn(at).filter(c -> c.kind().isTime() || c.isYear());
        column.ifPresent(c -> scan.use(at));
        var ranges = new ArrayList<>(List.of(time.range()));
        scan.use(i);
        int next = scan.next(i);
        while (scan.joint(next) && scan.item(scan.next(next)) instanceof Item.Time also) {
            ranges.add(also.range());
            scan.use(scan.next(next));
            next = scan.next(scan.next(next));
        }
        intent.conditions.add(new Condition.During(column.orElse(null), List.copyOf(ranges)));
    }
}
