package dev.sluice.questions.reading;

import dev.sluice.questions.schema.SchemaColumn;
import org.jspecify.annotations.Nullable;

/// "The five with the highest …".
///
/// @param measure a number of each group; null where `column` orders rows or groups
/// @param limit null where all are wanted, in order
public record Ranking(
        @Nullable Measure measure,
        @Nullable SchemaColumn column,
        boolean descending,
        @Nullable Integer limit) {}
