package dev.sluice.questions.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A table as the rules see it.
///
/// @param words of its name, without a prefix that all tables share
/// @param rows estimated, 0 where unknown
public record SchemaTable(
        TableId id,
        List<String> words,
        Set<String> commentWords,
        long rows,
        List<SchemaColumn> columns,
        List<String> primaryKey) {

    public Optional<SchemaColumn> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public String spoken() {
        return Identifiers.spoken(id.name());
    }

    public List<SchemaColumn> timeColumns() {
        return columns.stream().filter(c -> c.kind().isTime()).toList();
    }

    /// Whether values of the column are added up rather than averaged. Decimals of a table that nothing
    /// else happens in (no time, or one row per thing) describe its rows; they are seldom added up.
    public boolean addsUp(SchemaColumn column) {
        boolean describes =
                column.kind() == ColumnKind.DECIMAL
                        && (timeColumns().isEmpty()
                                || columns.stream().noneMatch(SchemaColumn::foreignKey));
        return !column.isRate() && (column.isAmount() || !describes);
    }

    public List<SchemaColumn> measures() {
        return columns.stream().filter(SchemaColumn::isMeasure).toList();
    }

    /// The columns that tell a person which row it is: its name, else a short text, else the key.
    public List<SchemaColumn> labels() {
        var text =
                columns.stream()
                        .filter(c -> c.kind() == ColumnKind.TEXT && !c.foreignKey())
                        .toList();
        for (var wanted : List.of("name", "title", "label")) {
            for (var column : text) {
                if (bare(column).equals(List.of(wanted))) {
                    return List.of(column);
                }
            }
        }
        for (var column : text) {
            if (column.words().size() == 1
                    && words.contains(column.words().getFirst())
                    && !column.primaryKey()) {
                return List.of(column);
            }
        }
        var first =
                text.stream()
                        .filter(c -> c.words().contains("first") && c.words().contains("name"))
                        .findFirst();
        var last =
                text.stream()
                        .filter(c -> c.words().contains("last") && c.words().contains("name"))
                        .findFirst();
        if (first.isPresent() && last.isPresent()) {
            return List.of(first.get(), last.get());
        }
        for (var column : text) {
            if (column.words().contains("name")
                    || column.words().contains("title")
                    || column.words().getLast().endsWith("name")) {
                return List.of(column);
            }
        }
        var key = columns.stream().filter(SchemaColumn::primaryKey).toList();
        if (!key.isEmpty()) {
            return key;
        }
        return text.isEmpty()
                ? columns.stream().limit(1).toList()
                : text.stream().limit(1).toList();
    }

    /// The column's words without the table's own: `gadget_name` of `gadgets` is `name`.
    private List<String> bare(SchemaColumn column) {
        var bare = column.words().stream().filter(w -> !words.contains(w)).toList();
        return bare.isEmpty() ? column.words() : bare;
    }
}
