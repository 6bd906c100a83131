package dev.sluice.questions.linking;

import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.TableId;
import dev.sluice.questions.time.Grain;

/// What words of a question may mean.
public sealed interface Link {
    /// 0 to 1: how well the words fit.
    double score();

    record ToTable(TableId table, double score) implements Link {}

    /// @param qualified whether the words name the column's table, too
    record ToColumn(SchemaColumn column, double score, boolean qualified) implements Link {}

    record ToValue(SchemaColumn column, String value, double score) implements Link {}

    record ToGrain(Grain grain, double score) implements Link {}
}
