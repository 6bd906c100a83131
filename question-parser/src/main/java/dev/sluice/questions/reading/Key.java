package dev.sluice.questions.reading;

import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import dev.sluice.questions.time.Grain;
import org.jspecify.annotations.Nullable;

/// What rows are gathered by.
public sealed interface Key {
    record OfColumn(SchemaColumn column) implements Key {}

    /// One group for each row of a table.
    record OfEntity(TableId table) implements Key {}

    /// @param column null where the question names none
    record OfTime(Grain grain, @Nullable SchemaColumn column) implements Key {}
}
