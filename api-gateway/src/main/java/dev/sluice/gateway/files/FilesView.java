package dev.sluice.gateway.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Job;
import dev.sluice.model.request.ExportRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A manifest as clients see it: links instead of keys.
///
/// @param complete false while the export runs; then only finished parts are here
/// @param asOf null while the export runs
/// @param sql null where the files of a running export have no SQL yet
record FilesView(
        String jobId,
        ExportFormat format,
        Compression compression,
        boolean complete,
        boolean truncated,
        long rowCount,
        long byteCount,
        @Nullable Instant asOf,
        @Nullable String asOfLsn,
        @Nullable String sql,
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

    /// @param finished parts that are stored and whole
    static FilesView early(Job job, ExportRequest request, List<Part> finished, long guardedCells) {
        return new FilesView(
                job.id(),
                request.format(),
                request.compression(),
                false,
                false,
                finished.stream().mapToLong(Part::rows).sum(),
                finished.stream().mapToLong(Part::bytes).sum(),
                null,
                null,
                job.sql(),
                List.of(),
                guardedCells,
                List.of(
                        "The export is still running: these are the files that are finished so far."
                                + " Should it have to begin anew, others take their place."),
                null,
                finished);
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
