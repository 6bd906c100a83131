package dev.sluice.jobstore.lifecycle;

import dev.sluice.model.fault.PausePoint;
import dev.sluice.model.job.JobState;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The pause points on both sides of the commit of an arrow.
record CommitPause(PausePoint before, @Nullable PausePoint after) {
    static CommitPause of(JobState to) {
        return switch (to) {
            case RUNNING ->
                    new CommitPause(PausePoint.CLAIM_BEFORE_COMMIT, PausePoint.CLAIM_AFTER_COMMIT);
            case QUEUED, AWAITING_REVIEW, NEEDS_INPUT ->
                    new CommitPause(
                            PausePoint.REQUEUE_BEFORE_COMMIT, PausePoint.REQUEUE_AFTER_COMMIT);
            case SUCCEEDED, FAILED ->
                    new CommitPause(
                            PausePoint.RESULT_BEFORE_COMMIT, PausePoint.RESULT_AFTER_COMMIT);
            case CANCELLED ->
                    new CommitPause(
                            PausePoint.CANCEL_BEFORE_COMMIT, PausePoint.CANCEL_AFTER_COMMIT);
            case EXPIRED -> new CommitPause(PausePoint.SWEEP_BEFORE_COMMIT, null);
        };
    }

    /// Before any event is written: what is registered first is told of the commit first, so that a process
    /// can be killed before it has nudged anybody.
    void announce() {
        var point = after;
        if (point != null) {
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            point.reached();
                        }
                    });
        }
    }

    void near() {
        before.reached();
    }
}
