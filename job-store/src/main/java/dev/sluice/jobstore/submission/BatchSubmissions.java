package dev.sluice.jobstore.submission;

import dev.sluice.model.job.Job;
import java.util.List;

/// Accepts many jobs in one transaction, so that they share one wait for the disk.
public interface BatchSubmissions {
    /// Accepts each job or refuses it alone; joins the caller's transaction.
    ///
    /// @return what became of each, in order
    List<Outcome> submit(List<NewJob> jobs);

    sealed interface Outcome {}

    record Accepted(Job job) implements Outcome {}

    /// @param why for this job alone; the database itself was there
    record Refused(RuntimeException why) implements Outcome {}
}
