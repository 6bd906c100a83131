package dev.sluice.gateway.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.Manifest;
import java.time.Instant;
import java.util.List;
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
                expiresAt,
                parts);
    }

    record Part(
            String name,
            long rows,
            long bytes,
            @JsonProperty("sha256") String sha256,
            String url,
            Instant urlExpiresAt) {}
}
