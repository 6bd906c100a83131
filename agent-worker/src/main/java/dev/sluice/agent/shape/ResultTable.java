package dev.sluice.agent.shape;

import dev.sluice.sources.reading.QueryResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows with columns whose roles are known.
///
/// @param truncated whether there were more rows
public record ResultTable(
        List<Field> fields, List<List<@Nullable Object>> rows, boolean truncated) {

    public static ResultTable of(QueryResult result) {
        var fields = new ArrayList<Field>();
        for (int i = 0; i < result.columns().size(); i++) {
            var column = result.columns().get(i);
            var index = i;
            var values = new ArrayList<@Nullable Object>();
            result.rows().forEach(row -> values.add(row.get(index)));
            fields.add(
                    Field.of(
                            i,
                            column.name(),
                            column.type(),
                            Roles.of(column.name(), column.type(), values)));
        }
        return new ResultTable(List.copyOf(fields), result.rows(), result.truncated());
    }

    public int size() {
        return rows.size();
    }

    public List<Field> fields(Role role) {
        return fields.stream().filter(field -> field.role() == role).toList();
    }

    public @Nullable Object value(int row, Field field) {
        return rows.get(row).get(field.index());
    }

    /// The number in a cell; null where the database had none, or NaN.
    public @Nullable BigDecimal number(int row, Field field) {
        return Figures.decimal(value(row, field));
    }

    public List<@Nullable Object> values(Field field) {
        var values = new ArrayList<@Nullable Object>(rows.size());
        rows.forEach(row -> values.add(row.get(field.index())));
        return values;
    }

    /// The numbers of a column without the missing ones.
    public List<BigDecimal> numbers(Field field) {
        return rows.stream()
                .map(row -> Figures.decimal(row.get(field.index())))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /// What people call the thing in a row: a missing name is "(none)".
    public String label(int row, Field field) {
        var value = value(row, field);
        return switch (value) {
            case null -> "(none)";
            case String text when text.isBlank() -> "(empty)";
            case Boolean flag -> flag ? "yes" : "no";
            default -> String.valueOf(value);
        };
    }

    public boolean isUnique(Field field) {
        return values(field).stream().distinct().count() == rows.size();
    }

    /// The same columns with other rows, or the same in another order.
    public ResultTable with(List<List<@Nullable Object>> others) {
        return new ResultTable(fields, others, truncated);
    }
}
