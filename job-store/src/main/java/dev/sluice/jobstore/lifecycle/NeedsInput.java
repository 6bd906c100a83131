package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static org.jooq.impl.DSL.currentInstant;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Resumption;
import java.util.Optional;
import org.jooq.Condition;

/// A person is asked what is meant. No worker holds the job.
record NeedsInput(Arrows arrows, Condition job) implements StoredState {

    /// `needs_input → queued`: the next attempt goes on with the answer.
    Optional<JobRecord> answered(Resumption answer) {
        return arrows.take(
                JobState.NEEDS_INPUT,
                JobState.QUEUED,
                job,
                update -> update.set(JOB.RESUMPTION, Resuming.json(answer)),
                arrows::stateChanged);
    }

    /// `needs_input → cancelled`.
    Optional<JobRecord> cancelled() {
        return arrows.take(
                JobState.NEEDS_INPUT,
                JobState.CANCELLED,
                job,
                update -> update.set(JOB.CANCEL_REQUESTED_AT, currentInstant()),
                row -> arrows.ended(row, "cancelled", null));
    }

    /// `needs_input → expired`: nobody answered before the deadline, and nothing was said to be taken then.
    Optional<JobRecord> expired() {
        return arrows.take(
                JobState.NEEDS_INPUT,
                JobState.EXPIRED,
                job.and(JOB.RESPOND_BY.le(currentInstant())),
                update -> update,
                row -> arrows.ended(row, "expired", null));
    }
}
