package dev.sluice.model.export;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an export wrote, written after everything else.
///
/// @param truncated whether `row_limit` left rows out
/// @param byteCount stored bytes, after compression
/// @param asOf the snapshot's time
/// @param asOfLsn the source's write-ahead log position at the snapshot; null where it has none
/// @param guardedCells cells that the formula guard changed
/// @param notes what whoever uses the files should know, as sentences; mostly none
public record Manifest(
        String jobId,
        ExportFormat format,
        Compression compression,
        boolean complete,
        boolean truncated,
        long rowCount,
        long byteCount,
        Instant asOf,
        @Nullable String asOfLsn,
        String sql,
        List<Column> columns,
        long guardedCells,
        List<String> notes,
        List<Part> parts) {

    public Manifest {
        // manifests of the first version have none
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    /// @param type PostgreSQL's name of the type
    /// @param nullable false only where the source declares it
    public record Column(String name, String type, boolean nullable) {}

    /// @param key where the object lies in the bucket; internal, never shown to clients
    /// @param sha256 lower-case hex of the object as stored
    /// @param etag as the store confirmed it; null where it gave none
    /// @param partition the values that all its rows share, by column; null where the export is not
    ///     partitioned
    public record Part(
            String name,
            String key,
            long rows,
            long bytes,
            String sha256,
            @Nullable String etag,
            @Nullable Map<String, @Nullable String> partition) {}
}
