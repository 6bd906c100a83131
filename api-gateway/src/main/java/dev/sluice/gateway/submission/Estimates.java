package dev.sluice.gateway.submission;

import dev.sluice.jobstore.lifecycle.Calls;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.model.Json;
import dev.sluice.model.analysis.Draft;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.DraftCall;
import dev.sluice.model.request.EstimateCall;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.source.SourceConnection;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an export would be like: judged as its submission would be, then asked of an export worker.
final class Estimates {
    private final SourceRegistry sources;
    private final SqlJudge judge;
    private final Calls calls;
    private final Duration patience;

    Estimates(SourceRegistry sources, SqlJudge judge, Calls calls, Duration patience) {
        this.sources = sources;
        this.judge = judge;
        this.calls = calls;
        this.patience = patience;
    }

    /// @return an [dev.sluice.model.export.ExportEstimate] as JSON
    /// @throws dev.sluice.model.problem.ProblemException what a submission would be refused with,
    ///     `question_not_answered` where there is no SQL for the question, or what the call failed with
    String of(String tenant, ExportSubmission export) {
        var source = sources.resolve(tenant, export.common().source()).connection();
        var call =
                export.sql() == null
                        ? drafted(tenant, source, export.request())
                        : new EstimateCall(export.request(), export.sql());
        judge.judge(source, call.sql());
        return calls.call(tenant, source.name(), call, patience);
    }

    private EstimateCall drafted(String tenant, SourceConnection source, ExportRequest request) {
        var question = Objects.requireNonNull(request.question(), "neither SQL nor a question");
        var answer =
                calls.call(tenant, source.name(), new DraftCall(question, "auto", true), patience);
        var draft = Json.read(answer, Draft.class);
        var sql = draft.sql();
        if (!draft.answered() || sql == null) {
            throw notAnswered(draft);
        }
        return new EstimateCall(asTheWordsSay(request, draft.file()), sql);
    }

    private static ExportRequest asTheWordsSay(ExportRequest request, Draft.@Nullable File file) {
        return file != null && request.formatByQuestion()
                ? new ExportRequest(
                        request.question(), file.format(), file.compression(), request.options())
                : request;
    }

    private static RuntimeException notAnswered(Draft draft) {
        return Problem.of(
                        ProblemType.QUESTION_NOT_ANSWERED,
                        "There is no SQL for this question, so nothing can be estimated. "
                                + Objects.requireNonNullElse(
                                        draft.reason(), "Ask in other words, or send sql."))
                .withSuggestions(draft.suggestions())
                .toException();
    }
}
