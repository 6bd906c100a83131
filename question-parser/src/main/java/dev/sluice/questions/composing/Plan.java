package dev.sluice.questions.composing;

import dev.sluice.questions.reading.Condition;
import dev.sluice.questions.reading.Key;
import dev.sluice.questions.reading.Measure;
import dev.sluice.questions.reading.Ranking;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the SELECT consists of, before its text.
final class Plan {
    final List<Measure> measures = new ArrayList<>();
    final List<Key> keys = new ArrayList<>();
    final List<SchemaColumn> columns = new ArrayList<>();
    final List<Condition> conditions = new ArrayList<>();
    final List<Condition.OnMeasure> having = new ArrayList<>();
    final List<Ranking> orders = new ArrayList<>();

    /// Tables of which a row has to exist.
    final List<TableId> existing = new ArrayList<>();

    /// The table whose rows are shown, where the question names it.
    final List<TableId> entities = new ArrayList<>();

    boolean distinct;

    /// Whether only what names a row is shown, not all of its columns.
    boolean labelsOnly;

    @Nullable Integer limit;
    boolean ranked;

    boolean grouped() {
        return !measures.isEmpty() || !having.isEmpty();
    }

    List<Measure> allMeasures() {
        var all = new ArrayList<>(measures);
        having.forEach(h -> all.add(h.measure()));
        for (var order : orders) {
            if (order.measure() != null && !all.contains(order.measure())) {
                all.add(order.measure());
            }
        }
        return all;
    }
}
