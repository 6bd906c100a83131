package dev.sluice.questions.reading;

import dev.sluice.questions.lexicon.Cue.Type;
import dev.sluice.questions.schema.ColumnKind;
import dev.sluice.questions.schema.SchemaColumn;

/// What no other rule took: columns to show, tables that rows come from, and measures without a cue.
final class SelectionRules {
    private final Scan scan;
    private final Intent intent;

    SelectionRules(Scan scan, Intent intent) {
        this.scan = scan;
        this.intent = intent;
    }

    void read() {
        for (int i = 0; i < scan.size(); i++) {
            if (scan.cue(i, Type.DISTINCT)) {
                intent.distinct = true;
                scan.use(i);
            }
            if (scan.freeTable(i).isPresent()) {
                var table = scan.table(i).orElseThrow();
                if (!intent.entities.contains(table)) {
                    intent.entities.add(table);
                }
                scan.use(i);
            } else if (scan.freeColumn(i).isPresent()) {
                readColumn(i, scan.column(i).orElseThrow());
            }
        }
    }

    /// "how many parts were made by the maker …": a name after what is measured only says what it is about.
    private boolean contextual(int i) {
        boolean measured =
                !intent.measures.isEmpty() && intent.keys.isEmpty() && intent.ranking == null;
        boolean listed = scan.joint(scan.previous(i)) || scan.joint(scan.next(i));
        return measured && !listed && firstMeasure() >= 0 && firstMeasure() < i;
    }

    private int firstMeasure() {
        for (int i = 0; i < scan.size(); i++) {
            if (scan.cue(
                    i,
                    Type.COUNT,
                    Type.SUM,
                    Type.AVERAGE,
                    Type.MAXIMUM,
                    Type.MINIMUM,
                    Type.HOW_MUCH)) {
                return i;
            }
        }
        return -1;
    }

    private void readColumn(int i, SchemaColumn column) {
        scan.use(i);
        int before = scan.previous(i);
        // "how many orders were not paid": a truth that follows what is measured narrows it
        boolean narrows = !intent.columns.isEmpty() && scan.cue(before, Type.HAVING, Type.NOT);
        if (column.kind() == ColumnKind.BOOLEAN && (narrows || contextual(i))) {
            intent.conditions.add(new Condition.Flag(column, !scan.cue(before, Type.NOT)));
            if (scan.cue(before, Type.HAVING, Type.NOT)) {
                scan.use(before);
            }
        } else if (contextual(i)) {
            intent.entities.add(column.table());
            intent.doubt(0.12);
        } else if (!intent.columns.contains(column)) {
            intent.columns.add(column);
        }
    }
}
