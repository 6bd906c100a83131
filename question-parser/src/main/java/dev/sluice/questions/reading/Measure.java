package dev.sluice.questions.reading;

import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import org.jspecify.annotations.Nullable;

/// A number made of many rows.
///
/// @param column null to count the rows of `table`
/// @param table whose rows are counted or whose column is aggregated
public record Measure(
        Aggregate aggregate, @Nullable SchemaColumn column, TableId table, boolean distinct) {
    static Measure of(Aggregate aggregate, SchemaColumn column) {
        return new Measure(aggregate, column, column.table(), false);
    }

    static Measure rows(TableId table) {
        return new Measure(Aggregate.COUNT, null, table, false);
    }

    static Measure distinct(SchemaColumn column) {
        return new Measure(Aggregate.COUNT, column, column.table(), true);
    }
}
