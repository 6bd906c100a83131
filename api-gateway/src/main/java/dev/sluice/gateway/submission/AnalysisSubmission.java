package dev.sluice.gateway.submission;

import dev.sluice.gateway.web.Fields;
import dev.sluice.model.request.AnalysisContext;
import dev.sluice.model.request.AnalysisRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/analyses`.
record AnalysisSubmission(AnalysisRequest request, Submitted common) {
    static AnalysisSubmission read(Fields fields) {
        var question = fields.requiredText("question", Submitted.LONGEST_QUESTION);
        if ("deep_dive".equals(fields.word("mode", List.of("standard", "deep_dive")))) {
            fields.unsupportedValue("mode", "deep_dive");
        }
        var maxRows = fields.whole("max_rows", 1, AnalysisRequest.LARGEST_MAX_ROWS);
        return new AnalysisSubmission(
                new AnalysisRequest(
                        Objects.requireNonNullElse(question, ""),
                        maxRows == null ? null : Math.toIntExact(maxRows),
                        context(fields)),
                Submitted.read(fields));
    }

    private static @Nullable AnalysisContext context(Fields fields) {
        var context = fields.object("context");
        if (context == null) {
            return null;
        }
        var read =
                new AnalysisContext(
                        context.freeObject("filters"), context.freeObject("preferences"));
        context.end();
        return read;
    }
}
