package dev.sluice.jobstore.worker;

import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import java.util.Set;

/// What a worker does with a claimed job. Runs on a platform thread of its own: encoding keeps a core busy,
/// and on a virtual thread it would hold up every request of the same process.
///
/// Returning without having ended the job is a fault of the handler. A
/// [dev.sluice.model.problem.ProblemException] fails the attempt; a retryable one sends the job back to
/// the queue until five attempts have failed. A [java.util.concurrent.CancellationException] after a
/// cancel request ends the job `cancelled`.
public interface JobHandler {
    Set<Lane> lanes();

    void run(RunningJob job) throws Exception;

    /// Called after an attempt that ran here ended its job, on the attempt's thread, to remove what no
    /// result names. Not called where the job goes back to the queue or ends elsewhere, so it cannot be
    /// relied on. What it throws is logged and changes nothing.
    ///
    /// @param job as it was when claimed
    /// @param state `SUCCEEDED`, `FAILED` or `CANCELLED`
    default void ended(Job job, JobState state) {}
}
