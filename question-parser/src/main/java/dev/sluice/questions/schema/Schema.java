package dev.sluice.questions.schema;

import dev.sluice.questions.QuestionCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The catalog prepared for questions.
public final class Schema {
    private final Map<TableId, SchemaTable> tables;
    private final List<Reference> references;

    private Schema(Map<TableId, SchemaTable> tables, List<Reference> references) {
        this.tables = tables;
        this.references = references;
    }

    public static Schema of(QuestionCatalog catalog) {
        var references = new ArrayList<Reference>();
        for (var table : catalog.tables()) {
            var from = new TableId(table.schema(), table.name());
            for (var key : table.foreignKeys()) {
                references.add(
                        new Reference(
                                from,
                                List.copyOf(key.columns()),
                                new TableId(key.referencedSchema(), key.referencedTable()),
                                List.copyOf(key.referencedColumns())));
            }
        }
        var prefix =
                sharedPrefix(
                        catalog.tables().stream().map(t -> Identifiers.words(t.name())).toList());
        var keys = singleKeys(catalog);
        var tables = new LinkedHashMap<TableId, SchemaTable>();
        for (var table : catalog.tables()) {
            var prepared = prepare(table, prefix, keys);
            tables.put(prepared.id(), prepared);
        }
        references.removeIf(
                r -> !tables.containsKey(r.to()) || r.columns().size() != r.referenced().size());
        return new Schema(tables, List.copyOf(references));
    }

    public List<SchemaTable> tables() {
        return List.copyOf(tables.values());
    }

    public SchemaTable table(TableId id) {
        var table = tables.get(id);
        if (table == null) {
            throw new IllegalArgumentException("The catalog has no table " + id + ".");
        }
        return table;
    }

    public SchemaTable tableOf(SchemaColumn column) {
        return table(column.table());
    }

    public List<Reference> references() {
        return references;
    }

    /// The table that a column points to, where it alone is a foreign key.
    public @Nullable Reference referenceOf(SchemaColumn column) {
        return references.stream()
                .filter(r ->
                        r.from().equals(column.table())
                                && r.columns().equals(List.of(column.name())))
                .findFirst()
                .orElse(null);
    }

    /// Names of columns that alone are some table's key. A column of the same name elsewhere says which
    /// row is meant, also where no foreign key is declared. Plain "id" and the like tell nothing.
    private static Set<String> singleKeys(QuestionCatalog catalog) {
        return catalog.tables().stream()
                .filter(table -> table.primaryKey().size() == 1)
                .map(table -> table.primaryKey().getFirst())
                .filter(key -> Identifiers.words(key).size() > 1)
                .collect(Collectors.toSet());
    }

    private static SchemaTable prepare(
            QuestionCatalog.Table table, @Nullable String prefix, Set<String> keys) {
        var id = new TableId(table.schema(), table.name());
        var foreign =
                table.foreignKeys().stream()
                        .flatMap(k -> k.columns().stream())
                        .collect(Collectors.toSet());
        table.columns().stream()
                .map(QuestionCatalog.Column::name)
                .filter(keys::contains)
                .forEach(foreign::add);
        var names = table.columns().stream().map(c -> Identifiers.words(c.name())).toList();
        var stripped = strip(names, prefix);
        var shared = sharedPrefix(stripped);
        stripped = strip(stripped, shared);
        var columns = new ArrayList<SchemaColumn>();
        for (int i = 0; i < table.columns().size(); i++) {
            var column = table.columns().get(i);
            columns.add(
                    new SchemaColumn(
                            id,
                            column.name(),
                            ColumnKind.of(column.type()),
                            stripped.get(i),
                            commentWords(column.comment()),
                            List.copyOf(column.values()),
                            table.primaryKey().contains(column.name()),
                            foreign.contains(column.name())));
        }
        return new SchemaTable(
                id,
                strip(List.of(Identifiers.words(table.name())), prefix).getFirst(),
                commentWords(table.comment()),
                table.estimatedRows() == null ? 0 : table.estimatedRows(),
                List.copyOf(columns),
                List.copyOf(table.primaryKey()));
    }

    private static Set<String> commentWords(@Nullable String comment) {
        return comment == null ? Set.of() : Set.copyOf(Identifiers.words(comment));
    }

    /// The first word that at least four of five names begin with; it tells nothing apart.
    private static @Nullable String sharedPrefix(List<List<String>> names) {
        var counts = new HashMap<String, Integer>();
        for (var words : names) {
            if (words.size() > 1) {
                counts.merge(words.getFirst(), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .filter(e -> names.size() >= 3 && e.getValue() * 5 >= names.size() * 4)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static List<List<String>> strip(List<List<String>> names, @Nullable String prefix) {
        return names.stream()
                .map(words ->
                        words.size() > 1 && words.getFirst().equals(prefix)
                                ? words.subList(1, words.size())
                                : words)
                .toList();
    }
}
