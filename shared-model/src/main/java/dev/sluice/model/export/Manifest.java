package dev.sluice.model.export;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an export wrote, written after everything else.
///
/// @param truncated whether `row_limit` left rows out
/// @param byteCount stored bytes, after compression
/// @param asOf the snapshot's time
/// @param asOfLsn the source's write-ahead log position at the snapshot; null where it has none
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
        List<Part> parts) {

    /// @param type PostgreSQL's name of the type
    /// @param nullable false only where the source declares it
    public record Column(String name, String type, boolean nullable) {}

    /// @param key where the object lies in the bucket; internal, never shown to clients
    /// @param sha256 lower-case hex of the object as stored
    public record Part(String name, String key, long rows, long bytes, String sha256) {}
}
