package dev.sluice.questions.reading;

import dev.sluice.questions.lexicon.Cue;
import dev.sluice.questions.linking.Link;
import dev.sluice.questions.schema.Schema;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.SchemaTable;
import dev.sluice.questions.schema.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The items of one question and which of them a rule has used.
final class Scan {
    private final Schema schema;
    private final List<Item> items;
    private final boolean[] used;

    Scan(Schema schema, List<Item> items) {
        this.schema = schema;
        this.items = items;
        this.used = new boolean[items.size()];
    }

    Schema schema() {
        return schema;
    }

    int size() {
        return items.size();
    }

    Item item(int i) {
        return i >= 0 && i < items.size() ? items.get(i) : new Item.Plain("");
    }

    boolean free(int i) {
        return i >= 0 && i < items.size() && !used[i];
    }

    void use(int... positions) {
        for (int i : positions) {
            if (i >= 0 && i < used.length) {
                used[i] = true;
            }
        }
    }

    boolean cue(int i, Cue.Type first, Cue.Type... others) {
        return item(i) instanceof Item.OfCue c && c.cue().is(first, others);
    }

    boolean freeCue(int i, Cue.Type first, Cue.Type... others) {
        return free(i) && cue(i, first, others);
    }

    Optional<SchemaColumn> column(int i) {
        return item(i) instanceof Item.OfLink l && l.link() instanceof Link.ToColumn c
                ? Optional.of(c.column())
                : Optional.empty();
    }

    Optional<SchemaColumn> freeColumn(int i) {
        return free(i) ? column(i) : Optional.empty();
    }

    Optional<TableId> table(int i) {
        return item(i) instanceof Item.OfLink l && l.link() instanceof Link.ToTable t
                ? Optional.of(t.table())
                : Optional.empty();
    }

    Optional<TableId> freeTable(int i) {
        return free(i) ? table(i) : Optional.empty();
    }

    Optional<Link.ToValue> value(int i) {
        return item(i) instanceof Item.OfLink l && l.link() instanceof Link.ToValue v
                ? Optional.of(v)
                : Optional.empty();
    }

    Optional<Link.ToGrain> grain(int i) {
        return item(i) instanceof Item.OfLink l && l.link() instanceof Link.ToGrain g
                ? Optional.of(g)
                : Optional.empty();
    }

    boolean isLink(int i) {
        return item(i) instanceof Item.OfLink;
    }

    boolean joint(int i) {
        return item(i) instanceof Item.Joint;
    }

    /// The next position that is no grammar word, or `size()`.
    int next(int i) {
        int j = i + 1;
        while (j < items.size() && isFiller(j)) {
            j++;
        }
        return j;
    }

    /// The position before that is no grammar word, or -1.
    int previous(int i) {
        int j = i - 1;
        while (j >= 0 && isFiller(j)) {
            j--;
        }
        return j;
    }

    /// Like [#next], also over "and" and commas.
    int nextOverJoints(int i) {
        int j = next(i);
        while (joint(j)) {
            j = next(j);
        }
        return j;
    }

    private boolean isFiller(int i) {
        return items.get(i) instanceof Item.Plain
                || (items.get(i) instanceof Item.Stray s && s.light());
    }

    /// Whether a free column or table stands between two positions.
    boolean anyFreeName(int from, int to) {
        for (int i = Math.max(0, from); i < Math.min(to, items.size()); i++) {
            if (freeColumn(i).isPresent() || freeTable(i).isPresent()) {
                return true;
            }
        }
        return false;
    }

    List<TableId> namedTables() {
        var tables = new ArrayList<TableId>();
        for (int i = 0; i < items.size(); i++) {
            table(i).filter(t -> !tables.contains(t)).ifPresent(tables::add);
        }
        return tables;
    }

    List<SchemaTable> mentionedTables() {
        var tables = new ArrayList<SchemaTable>();
        for (int i = 0; i < items.size(); i++) {
            var id = table(i).or(() -> Optional.empty());
            int at = i;
            id = id.or(() -> column(at).map(SchemaColumn::table));
            id.map(schema::table).filter(t -> !tables.contains(t)).ifPresent(tables::add);
        }
        return tables;
    }

    private static boolean says(SchemaColumn column, String word) {
        return column.words().contains(word)
                || column.words().stream().anyMatch(w -> word.length() >= 4 && w.endsWith(word));
    }

    /// The column of a mentioned table whose name carries one of the words, the words in order of preference.
    Optional<SchemaColumn> columnAbout(List<String> words) {
        for (int i = 0; i < items.size(); i++) {
            var named =
                    column(i)
                            .filter(c ->
                                    c.kind().isNumber()
                                            && words.stream().anyMatch(w -> says(c, w)));
            if (named.isPresent()) {
                return named;
            }
        }
        for (var word : words) {
            for (var table : mentionedTables()) {
                for (var column : table.columns()) {
                    boolean fits =
                            (column.kind().isNumber() || column.kind().isTime()) && !column.key();
                    if (fits && says(column, word)) {
                        return Optional.of(column);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
