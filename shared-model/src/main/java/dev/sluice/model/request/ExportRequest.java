package dev.sluice.model.request;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import org.jspecify.annotations.Nullable;

/// Rows to be written to files. The query itself is the job's `sql`, or follows from its question.
///
/// @param question null when the client gave SQL
/// @param options how the files are written
public record ExportRequest(
        @Nullable String question,
        ExportFormat format,
        Compression compression,
        ExportOptions options)
        implements JobRequest {

    public ExportRequest {
        // requests of the first version have none
        options = options == null ? ExportOptions.DEFAULTS : options;
    }
}
