package dev.sluice.exports;

import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.Primary;
import dev.sluice.sources.reading.ReplicaConflict;

/// What a replica cancels is tried there a few times, with the pauses between attempts, and then read
/// from the primary where the source names one.
final class Replicas {
    /// Failed attempts before the one that goes on at the primary.
    static final int PATIENCE = 2;

    private final RunningJob job;

    Replicas(RunningJob job) {
        this.job = job;
    }

    /// @throws ProblemException the failure, where it is another one, comes early, or there is nowhere else
    ///     to read
    SourceConnection insteadOf(SourceConnection source, ProblemException failure) {
        if (!ReplicaConflict.caused(failure) || job.job().failures() < PATIENCE) {
            throw failure;
        }
        job.checkWanted();
        return Primary.of(source).orElseThrow(() -> failure);
    }
}
