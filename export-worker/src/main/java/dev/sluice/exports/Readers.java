package dev.sluice.exports;

import dev.sluice.model.export.ExportOptions;

/// How many readers an export is worth.
final class Readers {
    /// Another connection costs some milliseconds; below this nobody would notice the second reader.
    private static final long WORTH_ANOTHER = 300_000;

    /// Each reader ends with a file of fewer rows than were asked for; below this one reader is fast enough
    /// to have but one of them.
    private static final long WORTH_ANOTHER_FILE = 5_000_000;

    private Readers() {}

    static int wanted(SourceRows.Query query, ExportOptions options, ExportSettings settings) {
        var rows = query.estimatedRows();
        var enough = options.rowsPerPart() != null ? WORTH_ANOTHER_FILE : WORTH_ANOTHER;
        boolean oneByOne = options.rowLimit() != null || !options.partitionBy().isEmpty();
        return oneByOne || rows == null || rows < enough ? 1 : settings.readers();
    }
}
