package dev.sluice.model.export;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A snapshot of a source that some session holds, so that others can read by it.
///
/// @param name as PostgreSQL's `pg_export_snapshot()` gave it; good as long as that session lives
/// @param asOf the snapshot's time on the source
/// @param asOfLsn the source's write-ahead log position; null where the role may not read it
/// @param tables the tables that are read range by range and their sizes after the snapshot was taken,
///     in the order of their ranges; empty where the statement is read as a whole
public record ExportSnapshot(
        String name, Instant asOf, @Nullable String asOfLsn, List<Table> tables) {
    public ExportSnapshot {
        tables = List.copyOf(tables);
    }

    /// @param blocks pages of 8 kB; the last range goes on beyond them
    public record Table(String schema, String name, long blocks) {}
}
