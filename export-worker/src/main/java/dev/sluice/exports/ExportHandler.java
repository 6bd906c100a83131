package dev.sluice.exports;

import dev.sluice.jobstore.worker.EndUnknown;
import dev.sluice.jobstore.worker.JobHandler;
import dev.sluice.jobstore.worker.LeaseLost;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.AnalysisRequest;
import dev.sluice.model.request.BulkActionRequest;
import dev.sluice.model.request.DraftCall;
import dev.sluice.model.request.EstimateCall;
import dev.sluice.model.request.ExamplesCall;
import dev.sluice.model.request.ExportRequest;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the jobs of the export lane, and answers what is asked on the lane beside it. An attempt that does not publish leaves nothing in the store but
/// parts that a later attempt can go on behind.
final class ExportHandler implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ExportHandler.class);

    private final ExportTools tools;
    private final Estimates estimates;

    ExportHandler(ExportTools tools, Estimates estimates) {
        this.tools = tools;
        this.estimates = estimates;
    }

    @Override
    public Set<Lane> lanes() {
        return Set.of(Lane.EXPORT, Lane.EXPORT_CALLS);
    }

    @Override
    public void run(RunningJob job) throws Exception {
        switch (job.request()) {
            case ExportRequest request -> export(job, request);
            case EstimateCall call -> job.answer(estimates.answer(job, call));
            case AnalysisRequest _, DraftCall _, ExamplesCall _, BulkActionRequest _ ->
                    throw new IllegalStateException(
                            "the export lanes hold a " + job.request().getClass().getSimpleName());
        }
    }

    private void export(RunningJob job, ExportRequest request) throws Exception {
        var sql = job.job().sql();
        if (sql == null) {
            throw ProblemType.QUESTION_NOT_ANSWERED.because(
                    "The question has not become SQL, so there is nothing to export; send the export"
                            + " again, with sql.");
        }
        try (var publication = new Publication(tools.objects(), job)) {
            publication.publish(new ExportJob(tools, job, request, publication).run(sql));
        } catch (LeaseLost | EndUnknown e) {
            throw e;
        } catch (Exception e) {
            throw job.requested() ? cancelled(e) : e;
        }
    }

    /// Whatever broke while the work was being stopped broke because of that.
    private static CancellationException cancelled(Exception cause) {
        if (cause instanceof CancellationException already) {
            return already;
        }
        if (!(cause instanceof ProblemException)) {
            LOG.debug("The export ended by its cancellation", cause);
        }
        var cancelled = new CancellationException("the export was cancelled");
        cancelled.initCause(cause);
        return cancelled;
    }

    /// No attempt will go on behind these parts, and no manifest will name them.
    @Override
    public void ended(Job job, JobState state) {
        if (state != JobState.FAILED && state != JobState.CANCELLED) {
            return;
        }
        try {
            tools.objects().deleteAll(Publication.jobPrefix(job.tenant(), job.id()));
        } catch (ProblemException e) {
            // the job has its end; the sweep of orphans comes by later
            LOG.warn("The objects of {} could not be removed: {}", job.id(), e.getMessage());
        }
    }
}
