package dev.sluice.jobstore.lifecycle;

import dev.sluice.model.request.JobRequest;
import java.time.Duration;

/// Short questions of the gateway to a worker, as hidden jobs on lanes of their own.
public interface Calls {
    /// Waits for the worker's answer.
    ///
    /// @return the JSON the worker answered with
    /// @throws dev.sluice.model.problem.ProblemException what the worker failed with, or
    ///     `worker_unavailable` when nobody answered in time; the call is then cancelled
    String call(String tenant, String source, JobRequest request, Duration patience);
}
