package dev.sluice.gateway.submission;

import dev.sluice.gateway.web.Fields;
import dev.sluice.model.request.ExportRequest;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/exports`.
///
/// @param sql null when a question was given
record ExportSubmission(ExportRequest request, @Nullable String sql, Submitted common) {
    private static final int LONGEST_SQL = 200_000;

    static ExportSubmission read(Fields fields) {
        var question = fields.text("question", Submitted.LONGEST_QUESTION);
        var sql = fields.text("sql", LONGEST_SQL);
        if (fields.has("question") == fields.has("sql")) {
            fields.wrong(
                    fields.has("sql") ? "question" : "sql",
                    "must be given exactly if the other of question and sql is not");
        }
        fields.unsupported("destination");
        var format = RequestedFormat.read(fields);
        var read = ExportOptionFields.read(fields, format);
        // a request that says anything about how files are written has chosen their format
        var byQuestion = question != null && !format.said() && !read.ofFormat();
        return new ExportSubmission(
                new ExportRequest(
                        question,
                        format.format(),
                        format.compression(),
                        read.options(),
                        byQuestion),
                sql,
                Submitted.read(fields));
    }
}
