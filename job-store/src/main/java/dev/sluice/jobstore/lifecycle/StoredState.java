package dev.sluice.jobstore.lifecycle;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.job.JobState;
import org.jooq.Condition;

/// A job in one state of its life. Each state is a type whose methods are exactly the arrows that leave it,
/// so that an arrow which the design does not have cannot be written down. Each of them is one guarded
/// UPDATE, too: the object may be older than the row.
sealed interface StoredState permits Queued, Running, AwaitingReview, NeedsInput, Ended {

    /// @param job which row, and for whom: id, with the attempt where a worker acts, and the tenant where a
    ///     client does
    static StoredState of(Arrows arrows, JobRecord row, Condition job) {
        var state = JobState.valueOf(row.getState());
        return switch (state) {
            case QUEUED -> new Queued(arrows, job);
            case RUNNING -> new Running(arrows, job);
            case AWAITING_REVIEW -> new AwaitingReview(arrows, job);
            case NEEDS_INPUT -> new NeedsInput(arrows, job);
            case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> new Ended(state);
        };
    }
}
