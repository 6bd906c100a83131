package dev.sluice.model.request;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import org.jspecify.annotations.Nullable;

/// Rows to be written to files. The query itself is the job's `sql`, or follows from its question.
///
/// @param question null when the client gave SQL
/// @param fileName base name without extension, already made safe; null for `part-00000`
/// @param rowLimit null for all rows
public record ExportRequest(
        @Nullable String question,
        ExportFormat format,
        Compression compression,
        @Nullable String fileName,
        @Nullable Long rowLimit)
        implements JobRequest {}
