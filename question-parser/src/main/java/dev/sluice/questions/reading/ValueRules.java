package dev.sluice.questions.reading;

import dev.sluice.questions.lexicon.Cue.Type;
import dev.sluice.questions.linking.Link;
import dev.sluice.questions.schema.ColumnKind;
import dev.sluice.questions.schema.SchemaColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values of columns: known ones, quoted ones, parts of texts, and "without …".
final class ValueRules {
    private final Scan scan;
    private final Intent intent;
    private final Map<SchemaColumn, List<String>> wanted = new LinkedHashMap<>();
    private final Map<SchemaColumn, List<String>> unwanted = new LinkedHashMap<>();
    private final List<SchemaColumn> guessed = new ArrayList<>();

    ValueRules(Scan scan, Intent intent) {
        this.scan = scan;
        this.intent = intent;
    }

    void read() {
        for (int i = 0; i < scan.size(); i++) {
            if (scan.freeCue(i, Type.STARTS, Type.CONTAINS, Type.ENDS)) {
                readPart(i);
            }
        }
        for (int i = 0; i < scan.size(); i++) {
            var value = scan.value(i);
            if (value.isPresent() && scan.free(i)) {
                readValue(i, value.get());
            } else if (scan.free(i) && scan.item(i) instanceof Item.Text text) {
                readUnknown(i, text.text(), 0.05);
            } else if (scan.free(i)
                    && scan.item(i) instanceof Item.Stray stray
                    && stray.name()
                    && besideTextColumn(i)) {
                readUnknown(i, properName(i), 0.1);
            }
        }
        wanted.forEach((column, values) -> add(column, values, false));
        unwanted.forEach((column, values) -> add(column, values, true));
        for (int i = 0; i < scan.size(); i++) {
            if (scan.freeCue(i, Type.WITHOUT, Type.NOT)) {
                readWithout(i);
            }
        }
    }

    private void add(SchemaColumn column, List<String> values, boolean negated) {
        intent.conditions.add(
                new Condition.OneOf(
                        column, List.copyOf(values), negated, !guessed.contains(column)));
    }

    private void readValue(int i, Link.ToValue value) {
        scan.use(i);
        boolean and =
                scan.item(scan.previous(i)) instanceof Item.Joint joint
                        && joint.word().equals("and");
        if (and && wanted.containsKey(value.column())) {
            intent.allOf.add(value.column());
        }
        take(value.column(), value.value(), i);
    }

    private void take(SchemaColumn column, String value, int i) {
        int before = scan.previous(i);
        while (scan.joint(before) || scan.value(before).isPresent()) {
            before = scan.previous(before);
        }
        if (scan.column(before).filter(column::equals).isPresent() && !wantedAnyway(before)) {
            scan.use(before);
            before = scan.previous(before);
        } else if (scan.column(scan.next(i)).filter(column::equals).isPresent()) {
            scan.use(scan.next(i));
        }
        while (scan.cue(before, Type.HAVING)) {
            before = scan.previous(before);
        }
        if (scan.column(before).filter(column::equals).isPresent()
                && scan.cue(scan.previous(before), Type.NOT)) {
            scan.use(before);
            before = scan.previous(before);
        }
        boolean not = scan.cue(before, Type.NOT, Type.WITHOUT);
        if (not) {
            scan.use(before);
            int name = scan.previous(before);
            if (scan.freeColumn(name).filter(column::equals).isPresent()) {
                scan.use(name);
            }
        }
        (not ? unwanted : wanted).computeIfAbsent(column, c -> new ArrayList<>()).add(value);
    }

    /// "which cities are in …", where the column itself is asked for.
    private boolean wantedAnyway(int column) {
        return column == scan.next(-1);
    }

    private boolean besideTextColumn(int i) {
        return scan.freeColumn(i - 1).filter(c -> c.kind() == ColumnKind.TEXT).isPresent();
    }

    private String properName(int i) {
        var name = new StringBuilder();
        for (int j = i; scan.item(j) instanceof Item.Stray stray && stray.name(); j++) {
            name.append(name.isEmpty() ? "" : " ").append(stray.word());
            scan.use(j);
        }
        return name.toString();
    }

    private void readUnknown(int i, String text, double doubt) {
        int before = scan.previous(i);
        while (scan.joint(before)
                || scan.cue(before, Type.HAVING, Type.NOT, Type.EQUAL)
                || scan.item(before) instanceof Item.Text) {
            before = scan.previous(before);
        }
        var column = scan.column(before).filter(c -> c.kind() == ColumnKind.TEXT);
        if (column.isEmpty()) {
            column = scan.column(scan.next(i)).filter(c -> c.kind() == ColumnKind.TEXT);
        }
        if (column.isEmpty()) {
            var table = scan.table(before).or(() -> scan.table(scan.next(i)));
            column =
                    table.flatMap(t ->
                            scan.schema().table(t).labels().stream()
                                    .filter(c -> c.kind() == ColumnKind.TEXT)
                                    .findFirst());
            column.ifPresent(
                    c -> intent.assume("\"" + text + "\" is taken as a " + c.spoken() + ".", 0.1));
        }
        if (column.isPresent()) {
            scan.use(i);
            intent.doubt(doubt);
            guessed.add(column.get());
            take(column.get(), text, i);
        }
    }

    private void readPart(int i) {
        int at = scan.next(i);
        var text = part(at);
        int before = scan.previous(i);
        while (scan.cue(before, Type.HAVING)) {
            before = scan.previous(before);
        }
        boolean not = scan.cue(before, Type.NOT);
        if (not) {
            scan.use(before);
            before = scan.previous(before);
        }
        int from = before;
        var column =
                scan.column(before)
                        .filter(c -> c.kind() == ColumnKind.TEXT)
                        .or(() ->
                                scan.table(from)
                                        .flatMap(t ->
                                                scan.schema().table(t).labels().stream()
                                                        .filter(c -> c.kind() == ColumnKind.TEXT)
                                                        .findFirst()));
        if (text.isEmpty() || column.isEmpty()) {
            return;
        }
        scan.use(i, at);
        if (scan.column(before).isPresent() && scan.cue(scan.previous(before), Type.HAVING)) {
            scan.use(before);
        }
        var escaped = text.get().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        var pattern =
                scan.cue(i, Type.STARTS)
                        ? escaped + "%"
                        : scan.cue(i, Type.ENDS) ? "%" + escaped : "%" + escaped + "%";
        var words =
                scan.cue(i, Type.STARTS)
                        ? "begins with"
                        : scan.cue(i, Type.ENDS) ? "ends with" : "contains";
        intent.conditions.add(
                new Condition.Matches(
                        column.get(), pattern, words + " \"" + text.get() + "\"", not));
    }

    private Optional<String> part(int at) {
        return switch (scan.item(at)) {
            case Item.Text text -> Optional.of(text.text());
            case Item.Stray stray -> Optional.of(stray.word());
            case Item.OfLink link when link.link() instanceof Link.ToValue value ->
                    Optional.of(value.value());
            default -> Optional.empty();
        };
    }

    private boolean mentionedBefore(int at, int end) {
        for (int i = 0; i < end; i++) {
            if (scan.table(i).equals(scan.table(at))) {
                return true;
            }
        }
        return false;
    }

    private int afterHaving(int at) {
        int next = scan.next(at);
        while (scan.cue(next, Type.HAVING)) {
            next = scan.next(next);
        }
        return next;
    }

    /// "shops without orders", "never", "do not have"
    private void readWithout(int i) {
        int at = scan.next(i);
        while (scan.cue(at, Type.HAVING)) {
            at = scan.next(at);
        }
        // "all shops except shops having orders"
        while (scan.freeTable(at).isPresent()
                && mentionedBefore(at, i)
                && scan.freeTable(afterHaving(at)).isPresent()) {
            scan.use(at);
            at = afterHaving(at);
        }
        var table = scan.freeTable(at);
        if (table.isPresent() && scan.anyFreeName(0, i)) {
            scan.use(i, at);
            intent.conditions.add(new Condition.Without(table.get()));
            return;
        }
        var column = scan.freeColumn(at);
        if (column.filter(c -> !c.key()).isPresent()
                && scan.cue(i, Type.WITHOUT)
                && scan.anyFreeName(0, i)) {
            scan.use(i, at);
            intent.conditions.add(new Condition.Missing(column.get(), false));
        }
    }
}
