package dev.sluice.exports.pipeline;

import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a whole export has become: every row that the source sent is in a part that the store has
/// confirmed.
///
/// @param rows in all parts
/// @param read rows that were read for it, without those of earlier attempts' parts
/// @param truncated whether the limit left rows out
/// @param readers that read side by side
/// @param extension of the files
/// @param parts in the order of their numbers
public record ExportOutcome(
        long rows,
        long read,
        boolean truncated,
        Instant asOf,
        @Nullable String asOfLsn,
        List<Manifest.Column> columns,
        int readers,
        String extension,
        List<FinishedPart> parts) {

    public ExportOutcome {
        parts = List.copyOf(parts);
    }

    /// As stored.
    public long bytes() {
        return parts.stream().mapToLong(FinishedPart::bytes).sum();
    }

    /// Cells that the formula guard changed.
    public long guardedCells() {
        return parts.stream().mapToLong(FinishedPart::guardedCells).sum();
    }
}
