package dev.sluice.model.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to a draft.
///
/// @param answered false where any SQL would be a guess; then `sql` is null and `reason` says why
/// @param confidence 0 to 1
public record Draft(
        boolean answered,
        @Nullable String sql,
        double confidence,
        Engine engine,
        @Nullable String explanation,
        List<String> tables,
        List<String> assumptions,
        List<Alternative> alternatives,
        @Nullable String reason,
        List<String> suggestions) {

    public record Alternative(String sql, double confidence, String explanation) {}
}
