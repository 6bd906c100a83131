package dev.sluice.jobstore.event;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.job.Job;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.CommonTableExpression;

/// Who else is told what happens to jobs: what they are to be told is written in the event's transaction.
public interface Announcements {
    /// @param now by the database
    /// @param heard whether anybody wants to know of new jobs of these tenants
    record Moment(Instant now, boolean heard) {}

    /// Where the owner of a job wants to be told of it.
    record Hook(String tenant, String url) {}

    /// Before jobs of these tenants are created, in their transaction: one round trip for all.
    Moment moment(Collection<String> tenants);

    /// The endpoint of each hook; made where there was none. In the transaction that creates the jobs.
    Map<Hook, String> endpoints(Collection<Hook> hooks);

    /// Jobs were created, and [Moment#heard] said that it matters.
    ///
    /// @param rows none of them a call
    /// @param at when, as their events say
    void created(List<JobRecord> rows, Instant at);

    /// A job has come into the state of its row.
    ///
    /// @param job no call
    /// @param sequence of the event that says so
    /// @return parts of the statement that writes the event; none where nobody is to be told
    List<CommonTableExpression<?>> entered(JobRecord row, Job job, long sequence, Instant at);
}
