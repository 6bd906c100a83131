package dev.sluice.model.request;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import org.jspecify.annotations.Nullable;

/// Rows to be written to files. The query itself is the job's `sql`, or follows from its question.
///
/// @param question null when the client gave SQL
/// @param options how the files are written
/// @param formatByQuestion whether the words of the question may choose another format, since the client
///     said nothing about it
public record ExportRequest(
        @Nullable String question,
        ExportFormat format,
        Compression compression,
        ExportOptions options,
        @JsonSetter(nulls = Nulls.AS_EMPTY) boolean formatByQuestion)
        implements JobRequest {

    public ExportRequest {
        // requests of the first version have none
        options = options == null ? ExportOptions.DEFAULTS : options;
    }

    public ExportRequest(
            @Nullable String question,
            ExportFormat format,
            Compression compression,
            ExportOptions options) {
        this(question, format, compression, options, false);
    }
}
