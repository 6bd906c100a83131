package dev.sluice.gateway.submission;

import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.jobstore.submission.Submissions;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobType;
import dev.sluice.model.source.SourceConnection;

/// Turns a submission into a job: finds its source, judges its SQL, estimates its cost.
final class SubmissionService {
    /// Tokens, roughly, of a prompt with a catalog slice and its answer.
    private static final long QUESTION_COST = 2_000;

    /// Rows assumed where the source could not say.
    private static final long UNKNOWN_EXPORT_COST = 10_000;

    private final SourceRegistry sources;
    private final Judging judge;
    private final Submissions submissions;

    SubmissionService(SourceRegistry sources, Judging judge, Submissions submissions) {
        this.sources = sources;
        this.judge = judge;
        this.submissions = submissions;
    }

    NewJob judge(String tenant, AnalysisSubmission analysis) {
        var common = analysis.common();
        var source = sources.resolve(tenant, common.source()).connection();
        return new NewJob(
                tenant,
                JobType.ANALYSIS,
                analysis.request(),
                analysis.request().question(),
                null,
                source.name(),
                null,
                common.tags(),
                common.priority(),
                common.deadline(),
                null,
                QUESTION_COST);
    }

    NewJob judge(String tenant, ExportSubmission export) {
        var common = export.common();
        var source = sources.resolve(tenant, common.source()).connection();
        var sql = export.sql();
        // A question comes first: it is charged as one, and its rows when it has become SQL
        var cost = sql == null ? QUESTION_COST : rows(source, sql, export.request().options());
        return new NewJob(
                tenant,
                JobType.EXPORT,
                export.request(),
                export.request().question(),
                sql,
                source.name(),
                null,
                common.tags(),
                common.priority(),
                common.deadline(),
                null,
                cost);
    }

    private long rows(SourceConnection source, String sql, ExportOptions options) {
        long estimated =
                judge.judge(source, sql)
                        .map(plan -> Math.max(1, plan.estimatedRows()))
                        .orElse(UNKNOWN_EXPORT_COST);
        var limit = options.rowLimit();
        return limit == null ? estimated : Math.min(estimated, Math.max(1, limit));
    }

    Job submit(NewJob job) {
        return submissions.submit(job);
    }
}
