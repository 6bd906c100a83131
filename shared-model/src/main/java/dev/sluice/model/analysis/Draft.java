package dev.sluice.model.analysis;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to a draft.
///
/// @param answered false where any SQL would be a guess; then `sql` is null and `reason` says why
/// @param confidence 0 to 1
/// @param file how the words want the rows written; null where they are wanted in no file
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
        List<String> suggestions,
        @Nullable File file) {

    public record File(ExportFormat format, Compression compression) {}

    public record Alternative(String sql, double confidence, String explanation) {}
}
