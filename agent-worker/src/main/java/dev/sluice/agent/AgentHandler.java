package dev.sluice.agent;

import dev.sluice.jobstore.worker.JobHandler;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.job.Lane;
import dev.sluice.model.request.AnalysisRequest;
import dev.sluice.model.request.BulkActionRequest;
import dev.sluice.model.request.DraftCall;
import dev.sluice.model.request.EstimateCall;
import dev.sluice.model.request.ExamplesCall;
import dev.sluice.model.request.ExportRequest;
import java.util.Set;

/// Gives each kind of request to the one who knows what to do with it.
final class AgentHandler implements JobHandler {
    private final AnalysisJob analyses;
    private final ExportQuestionJob exports;
    private final CatalogCalls calls;

    AgentHandler(AnalysisJob analyses, ExportQuestionJob exports, CatalogCalls calls) {
        this.analyses = analyses;
        this.exports = exports;
        this.calls = calls;
    }

    @Override
    public Set<Lane> lanes() {
        return Set.of(Lane.ANALYZE, Lane.ANALYZE_CALLS);
    }

    @Override
    public void run(RunningJob job) {
        switch (job.request()) {
            case AnalysisRequest analysis -> analyses.run(job, analysis);
            case ExportRequest export -> exports.run(job, export);
            case DraftCall draft -> calls.draft(job, draft);
            case ExamplesCall examples -> calls.examples(job, examples);
            case EstimateCall _ ->
                    throw new IllegalStateException("estimates are for export workers");
            case BulkActionRequest _ ->
                    throw new IllegalStateException("bulk actions are for gateways");
        }
    }
}
