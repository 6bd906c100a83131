package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_ATTEMPT;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;

import dev.sluice.model.job.JobState;
import java.time.Duration;
import org.jooq.Condition;

/// Which jobs may be what kills their workers. A worker that dies takes all its jobs along, and nobody can
/// tell which of them was the cause: so the loss is counted for each. From the second on a job is suspected,
/// and no worker runs two suspects at once. A job that kills its workers then goes on to its last failure,
/// and those that only ran beside it come through with the two.
final class Suspicion {
    static final int LOSSES = 2;

    /// How long a suspect rests that was called by a worker which runs another.
    static final Duration PAUSE = Duration.ofSeconds(5);

    private Suspicion() {}

    static Condition suspected() {
        return suspected(JOB);
    }

    private static Condition suspected(dev.sluice.jobstore.schema.tables.Job job) {
        var losses =
                field(
                        selectCount()
                                .from(JOB_ATTEMPT)
                                .where(
                                        JOB_ATTEMPT.JOB_ID.eq(job.ID),
                                        JOB_ATTEMPT.OUTCOME.eq(inline("lost"))));
        // most jobs never failed, and are not looked up
        return job.FAILURES.ge(inline(LOSSES)).and(losses.ge(LOSSES));
    }

    /// The job may begin in this worker: it is no suspect, or the only one there.
    static Condition apart(String worker) {
        var other = JOB.as("other");
        return not(suspected())
                .or(
                        not(
                                exists(
                                        selectOne()
                                                .from(other)
                                                .where(
                                                        other.STATE.eq(
                                                                inline(JobState.RUNNING.name())),
                                                        other.WORKER.eq(worker),
                                                        suspected(other)))));
    }
}
