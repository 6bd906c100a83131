package dev.sluice.agent;

import dev.sluice.agent.checking.Checked;
import dev.sluice.agent.checking.ContextFilters;
import dev.sluice.agent.checking.SqlCheck;
import dev.sluice.agent.context.Narration;
import dev.sluice.agent.context.Question;
import dev.sluice.agent.writing.EngineChoice;
import dev.sluice.agent.writing.SqlWriting;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.job.Stage;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.source.SourceConnection;
import java.util.Locale;

/// An export that was asked for in words: finds the SQL, then the export worker takes over.
final class ExportQuestionJob {
    private final Interview interview;
    private final SqlWriting writing;
    private final SqlCheck check;

    ExportQuestionJob(Interview interview, SqlWriting writing, SqlCheck check) {
        this.interview = interview;
        this.writing = writing;
        this.check = check;
    }

    /// @param request with its question; an export with SQL never comes here
    void run(RunningJob job, ExportRequest request) {
        var text = request.question();
        if (text == null) {
            throw ProblemType.VALIDATION_FAILED.because("An export needs sql or a question.");
        }
        var narration = JobNarration.of(job);
        var source = job.source();
        var catalog = interview.readCatalog(source, narration);
        var question = interview.plan(text, catalog, true, narration);
        handOver(
                job,
                source,
                question,
                asTheWordsSay(request, text),
                ContextFilters.of(null),
                narration);
    }

    private ExportRequest asTheWordsSay(ExportRequest request, String text) {
        if (!request.formatByQuestion()) {
            return request;
        }
        var wanted = interview.fileWanted(text);
        return new ExportRequest(text, wanted.format(), wanted.compression(), request.options());
    }

    /// Writes and checks SQL for the rows that a question wants, and gives the job to the export lane.
    void handOver(
            RunningJob job,
            SourceConnection source,
            Question question,
            ExportRequest request,
            ContextFilters filters,
            Narration narration) {
        var settled =
                writing.settle(
                        question,
                        EngineChoice.AUTO,
                        written ->
                                checked(
                                        source,
                                        question,
                                        written.proposal().sql(),
                                        filters,
                                        narration),
                        narration);
        handOver(job, settled.outcome(), request, narration);
    }

    void handOver(RunningJob job, Checked checked, ExportRequest request, Narration narration) {
        narration.thought(
                String.format(
                        Locale.ROOT,
                        "Exporting about %,d rows as %s",
                        checked.plan().estimatedRows(),
                        request.format().name().toLowerCase(Locale.ROOT)));
        narration.checkWanted();
        job.handOverToExport(checked.sql().sql(), request, checked.plan().estimatedRows());
    }

    private Checked checked(
            SourceConnection source,
            Question question,
            String sql,
            ContextFilters filters,
            Narration narration) {
        narration.stage(Stage.CHECKING);
        var checked = check.check(source, question.catalog(), sql, filters, narration);
        narration.sql(checked.sql().sql());
        return checked;
    }
}
