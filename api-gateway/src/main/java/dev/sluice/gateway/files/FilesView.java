package dev.sluice.gateway.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A manifest as clients see it: links instead of keys.
record FilesView(
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
        List<Manifest.Column> columns,
        long guardedCells,
        List<String> notes,
        @Nullable Instant expiresAt,
        List<Part> parts) {

    static FilesView of(Manifest manifest, @Nullable Instant expiresAt, List<Part> parts) {
        return new FilesView(
                manifest.jobId(),
                manifest.format(),
                manifest.compression(),
                manifest.complete(),
                manifest.truncated(),
                manifest.rowCount(),
                manifest.byteCount(),
                manifest.asOf(),
                manifest.asOfLsn(),
                manifest.sql(),
                manifest.columns(),
                manifest.guardedCells(),
                manifest.notes(),
                expiresAt,
                parts);
    }

    record Part(
            String name,
            long rows,
            long bytes,
            @JsonProperty("sha256") String sha256,
            @Nullable Map<String, @Nullable String> partition,
            String url,
            Instant urlExpiresAt) {}
}
