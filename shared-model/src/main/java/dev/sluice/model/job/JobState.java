package dev.sluice.model.job;

import java.util.EnumSet;
import java.util.Set;

/// Where a job is in its life. Each arrow is also one guarded UPDATE in the job store.
public enum JobState {
    QUEUED,
    RUNNING,
    AWAITING_REVIEW,
    NEEDS_INPUT,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    EXPIRED;

    /// Whether the state never changes again.
    public boolean terminal() {
        return next().isEmpty();
    }

    /// Whether a waiting client has something to act on.
    public boolean resting() {
        return terminal() || this == AWAITING_REVIEW || this == NEEDS_INPUT;
    }

    public boolean canBecome(JobState other) {
        return next().contains(other);
    }

    private Set<JobState> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED, EXPIRED);
            case RUNNING ->
                    EnumSet.of(AWAITING_REVIEW, NEEDS_INPUT, QUEUED, SUCCEEDED, FAILED, CANCELLED);
            case AWAITING_REVIEW, NEEDS_INPUT -> EnumSet.of(QUEUED, CANCELLED, EXPIRED);
            case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> EnumSet.noneOf(JobState.class);
        };
    }
}
