package dev.sluice.standalone.cli.client;

import java.time.Instant;
import java.util.List;

/// The files of an export as `GET /v1/jobs/{id}/files` shows them, with links that expire.
///
/// @param format a word of the contract; kept as text, since a newer server may write more formats
/// @param byteCount stored bytes, after compression
/// @param notes sentences about the files; none from a server of the first version
public record ExportFiles(
        String jobId,
        String format,
        String compression,
        boolean complete,
        boolean truncated,
        long rowCount,
        long byteCount,
        List<String> notes,
        List<Part> parts) {

    public ExportFiles {
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    /// @param sha256 lower-case hex of the file as stored
    public record Part(
            String name, long rows, long bytes, String sha256, String url, Instant urlExpiresAt) {}

    /// The part of that name.
    public Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new CliFailure("The export no longer has a file named " + name + "."));
    }
}
