package dev.sluice.agent;

import dev.sluice.agent.answer.CatalogAnswer;
import dev.sluice.agent.answer.RowsAnswer;
import dev.sluice.agent.checking.Checked;
import dev.sluice.agent.checking.ContextFilters;
import dev.sluice.agent.checking.SqlCheck;
import dev.sluice.agent.context.Narration;
import dev.sluice.agent.context.Question;
import dev.sluice.agent.intent.QuestionIntent;
import dev.sluice.agent.writing.EngineChoice;
import dev.sluice.agent.writing.SqlWriting;
import dev.sluice.agent.writing.Writing;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.fault.PausePoint;
import dev.sluice.model.job.Stage;
import dev.sluice.model.request.AnalysisContext;
import dev.sluice.model.request.AnalysisRequest;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.reading.QueryResult;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A question on its way to an answer: catalog, intent, SQL, guard, plan, rows, picture, words.
final class AnalysisJob {
    private static final Duration QUERY = Duration.ofSeconds(60);

    private final DataSources sources;
    private final Interview interview;
    private final SqlWriting writing;
    private final SqlCheck check;
    private final ExportQuestionJob exports;
    private final RowsAnswer answers;
    private final CatalogAnswer descriptions;

    AnalysisJob(
            DataSources sources,
            Interview interview,
            SqlWriting writing,
            SqlCheck check,
            ExportQuestionJob exports,
            RowsAnswer answers,
            CatalogAnswer descriptions) {
        this.sources = sources;
        this.interview = interview;
        this.writing = writing;
        this.check = check;
        this.exports = exports;
        this.answers = answers;
        this.descriptions = descriptions;
    }

    void run(RunningJob job, AnalysisRequest request) {
        var narration = JobNarration.of(job);
        var source = job.source();
        var catalog = interview.readCatalog(source, narration);
        var intent = interview.classify(request.question(), catalog);
        if (intent instanceof QuestionIntent.Description description) {
            var question = interview.plan(request.question(), catalog, false, narration);
            narration.thought("Answering from the catalog alone");
            job.succeed(descriptions.of(source.name(), question, description.tables()));
            return;
        }
        var filters = ContextFilters.of(filtersOf(request.context()));
        var wantsFile = intent instanceof QuestionIntent.Export;
        var question = interview.plan(request.question(), catalog, wantsFile, narration);
        if (intent instanceof QuestionIntent.Export file) {
            exports.handOver(job, source, question, asExport(request, file), filters, narration);
            return;
        }
        answer(job, source, question, request, filters, narration);
    }

    private void answer(
            RunningJob job,
            SourceConnection source,
            Question question,
            AnalysisRequest request,
            ContextFilters filters,
            Narration narration) {
        var settled =
                writing.settle(
                        question,
                        EngineChoice.AUTO,
                        written -> tried(source, question, written, request, filters, narration),
                        narration);
        switch (settled.outcome()) {
            case Tried.TooLarge(var checked) ->
                    exports.handOver(
                            job,
                            checked,
                            asExport(request, interview.fileWanted(request.question())),
                            narration);
            case Tried.Read(var checked, var rows) -> {
                narration.stage(Stage.CHARTING);
                var result =
                        answers.of(question, settled, checked, rows, chartWish(request.context()));
                narration.checkWanted();
                job.succeed(result);
            }
        }
    }

    private Tried tried(
            SourceConnection source,
            Question question,
            Writing.Written written,
            AnalysisRequest request,
            ContextFilters filters,
            Narration narration) {
        narration.stage(Stage.CHECKING);
        var checked =
                check.check(
                        source, question.catalog(), written.proposal().sql(), filters, narration);
        narration.sql(checked.sql().sql());
        if (written.wantsFile()) {
            return new Tried.TooLarge(checked);
        }
        narration.stage(Stage.EXECUTING);
        narration.thought(
                String.format(
                        Locale.ROOT,
                        "Running the query; the planner expects %,d rows",
                        checked.plan().estimatedRows()));
        var rows = query(source, checked, request.maxRows(), narration);
        PausePoint.RUN_AFTER_SQL.reached();
        narration.checkWanted();
        // without max_rows the client has not said that a part would do
        return rows.truncated() && request.maxRows() == null
                ? new Tried.TooLarge(checked)
                : new Tried.Read(checked, rows);
    }

    private QueryResult query(
            SourceConnection source,
            Checked checked,
            @Nullable Integer maxRows,
            Narration narration) {
        return sources.query(
                source,
                checked.sql(),
                maxRows == null ? AnalysisRequest.DEFAULT_MAX_ROWS : maxRows,
                QUERY,
                narration);
    }

    private static ExportRequest asExport(AnalysisRequest request, QuestionIntent.Export file) {
        return new ExportRequest(
                request.question(), file.format(), file.compression(), ExportOptions.DEFAULTS);
    }

    private static @Nullable Map<String, Object> filtersOf(@Nullable AnalysisContext context) {
        return context == null ? null : context.filters();
    }

    /// Preferences are free words; the ones about charts are understood.
    private static @Nullable String chartWish(@Nullable AnalysisContext context) {
        var preferences = context == null ? null : context.preferences();
        return preferences != null && preferences.get("chart") instanceof String chart
                ? chart
                : null;
    }

    /// What became of a statement that the guard let through.
    private sealed interface Tried {
        /// Its rows belong into files.
        record TooLarge(Checked checked) implements Tried {}

        record Read(Checked checked, QueryResult rows) implements Tried {}
    }
}
