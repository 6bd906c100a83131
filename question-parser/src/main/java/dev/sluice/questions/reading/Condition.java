package dev.sluice.questions.reading;

import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import dev.sluice.questions.time.TimeRange;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What rows have to fulfil.
public sealed interface Condition {
    record Compare(SchemaColumn column, Comparison comparison, BigDecimal number)
            implements Condition {}

    record Between(SchemaColumn column, BigDecimal low, BigDecimal high) implements Condition {}

    /// @param known whether the values are values of the catalog, spelt as there
    record OneOf(SchemaColumn column, List<String> values, boolean negated, boolean known)
            implements Condition {}

    /// @param pattern of LIKE, escaped
    record Matches(SchemaColumn column, String pattern, String words, boolean negated)
            implements Condition {}

    record Missing(SchemaColumn column, boolean negated) implements Condition {}

    record Flag(SchemaColumn column, boolean value) implements Condition {}

    /// @param column null where the question names none
    /// @param ranges one of which holds
    record During(@Nullable SchemaColumn column, List<TimeRange> ranges) implements Condition {}

    /// Compared with the average (or another aggregate) of the same column over all rows.
    record AgainstAll(SchemaColumn column, Comparison comparison, Aggregate aggregate)
            implements Condition {}

    /// Rows without any row of another table.
    record Without(TableId table) implements Condition {}

    /// A condition on groups.
    record OnMeasure(Measure measure, Comparison comparison, BigDecimal number)
            implements Condition {}
}
