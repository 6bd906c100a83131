package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static org.jooq.impl.DSL.currentInstant;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.event.JobEvent;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Resumption;
import java.util.Optional;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/// A person is asked to look at SQL before it runs. No worker holds the job.
record AwaitingReview(Arrows arrows, Condition job) implements StoredState {

    /// `awaiting_review → queued`: the next attempt runs what the person approved.
    Optional<JobRecord> approved(Resumption.Approved approved) {
        return arrows.take(
                JobState.AWAITING_REVIEW,
                JobState.QUEUED,
                job,
                update ->
                        update.set(JOB.SQL, approved.sql())
                                .set(JOB.RESUMPTION, Resuming.json(approved)),
                arrows::stateChanged);
    }

    /// `awaiting_review → cancelled`, by a cancel or a rejection.
    ///
    /// @param reason of the rejection, for whoever watches; null where there is none
    Optional<JobRecord> cancelled(@Nullable String reason) {
        return arrows.take(
                JobState.AWAITING_REVIEW,
                JobState.CANCELLED,
                job,
                update -> update.set(JOB.CANCEL_REQUESTED_AT, currentInstant()),
                row -> {
                    if (reason != null) {
                        arrows.append(row, new JobEvent.Thought("Rejected: " + reason));
                    }
                    arrows.ended(row, "cancelled", null);
                });
    }

    /// `awaiting_review → expired`: nobody looked before the deadline.
    Optional<JobRecord> expired() {
        return arrows.take(
                JobState.AWAITING_REVIEW,
                JobState.EXPIRED,
                job.and(JOB.RESPOND_BY.le(currentInstant())),
                update -> update,
                row -> arrows.ended(row, "expired", null));
    }
}
