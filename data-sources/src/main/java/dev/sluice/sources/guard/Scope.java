package dev.sluice.sources.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names that one query level adds: its WITH queries and its FROM items.
final class Scope {
    /// @param qualifier the FROM item that the column is asked of
    record ColumnUse(Token qualifier, Token column) {}

    private final @Nullable Scope outer;
    private final Set<String> withQueries = new HashSet<>();
    private final Map<String, @Nullable Set<String>> items = new HashMap<>();
    private final List<ColumnUse> uses = new ArrayList<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    /// Names are compared as the parser is shown them. Two that look alike can only make a table be
    /// written unqualified, which the pinned search path then does not find.
    void addWithQuery(String name) {
        withQueries.add(Reducer.shownName(name));
    }

    boolean seesWithQuery(String name) {
        String shown = Reducer.shownName(name);
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.withQueries.contains(shown)) {
                return true;
            }
        }
        return false;
    }

    /// Adds a FROM item. Tables of one name in several schemas share an entry.
    ///
    /// @param columns null where they are not known here
    void addItem(String name, @Nullable Set<String> columns) {
        Set<String> others = items.get(name);
        if (columns == null || (items.containsKey(name) && others == null)) {
            items.put(name, null);
        } else {
            var all = new HashSet<>(columns);
            all.addAll(others == null ? Set.of() : others);
            items.put(name, all);
        }
    }

    void use(Token qualifier, Token column) {
        uses.add(new ColumnUse(qualifier, column));
    }

    /// Uses of columns that a FROM item of this level does not have. Uses of other levels' items are
    /// handed outwards.
    List<ColumnUse> wrongUses() {
        var wrong = new ArrayList<ColumnUse>();
        for (var use : uses) {
            String item = use.qualifier().text();
            if (items.containsKey(item)) {
                Set<String> columns = items.get(item);
                if (columns != null && !columns.contains(use.column().text())) {
                    wrong.add(use);
                }
            } else if (outer != null) {
                outer.uses.add(use);
            }
        }
        return wrong;
    }

    Set<String> columnsOf(String item) {
        Set<String> columns = items.get(item);
        return columns == null ? Set.of() : columns;
    }
}
