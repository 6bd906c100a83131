package dev.sluice.jobstore.submission;

import dev.sluice.model.job.Job;

/// Accepts jobs. Once [#submit] has returned (and the surrounding transaction, where there is one, has
/// committed) the job is durable.
public interface Submissions {
    /// Writes the job and its event no. 1 in one transaction, or joins the caller's.
    Job submit(NewJob job);
}
