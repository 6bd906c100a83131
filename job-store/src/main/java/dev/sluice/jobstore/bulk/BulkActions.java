package dev.sluice.jobstore.bulk;

import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.model.job.Job;
import dev.sluice.model.request.BulkActionRequest;

/// Cancelling, retrying or deleting every job of a filter.
public interface BulkActions {
    /// How many jobs the action would be done to: those of the filter in whose state it makes sense. No bulk
    /// action is among them.
    ///
    /// @throws dev.sluice.model.problem.ProblemException as [dev.sluice.jobstore.lifecycle.Jobs] does
    long matched(BulkActionRequest.Action action, JobFilter filter);

    /// Accepts the action as a job, for the jobs that match now; joins the caller's transaction. A gateway
    /// begins with it at once.
    Job submit(BulkOrder order);
}
