package dev.sluice.gateway.submission;

import dev.sluice.gateway.web.Fields;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.request.ExportRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/exports`.
///
/// @param sql null when a question was given
record ExportSubmission(ExportRequest request, @Nullable String sql, Submitted common) {
    private static final int LONGEST_SQL = 200_000;
    private static final List<String> FORMATS =
            List.of("csv", "jsonl", "parquet", "tsv", "arrow", "xlsx");
    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "zstd", "snappy");

    private static final Set<String> LATER_FORMATS = Set.of("jsonl", "tsv", "arrow", "xlsx");

    static ExportSubmission read(Fields fields) {
        var question = fields.text("question", Submitted.LONGEST_QUESTION);
        var sql = fields.text("sql", LONGEST_SQL);
        if (fields.has("question") == fields.has("sql")) {
            fields.wrong(
                    fields.has("sql") ? "question" : "sql",
                    "must be given exactly if the other of question and sql is not");
        }
        fields.unsupported("destination");
        var format = format(fields);
        var compression = compression(fields, format);
        var options = ExportOptions.read(fields, format);
        return new ExportSubmission(
                new ExportRequest(question, format, compression, options.toModel()),
                sql,
                Submitted.read(fields));
    }

    private static ExportFormat format(Fields fields) {
        var word = fields.word("format", FORMATS);
        if (word == null) {
            return ExportFormat.CSV;
        }
        if (LATER_FORMATS.contains(word)) {
            fields.unsupportedValue("format", word);
            return ExportFormat.CSV;
        }
        return ExportFormat.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Compression compression(Fields fields, ExportFormat format) {
        var written = format.compressions();
        var word = fields.word("compression", COMPRESSIONS);
        if (word == null) {
            return written.getFirst();
        }
        var compression = Compression.valueOf(word.toUpperCase(Locale.ROOT));
        if (!written.contains(compression)) {
            fields.unsupportedValue("compression", word);
        }
        return compression;
    }
}
