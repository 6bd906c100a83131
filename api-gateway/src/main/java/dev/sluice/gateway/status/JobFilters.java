package dev.sluice.gateway.status;

import dev.sluice.gateway.access.Callers;
import dev.sluice.gateway.web.Query;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import java.util.Set;

/// Which jobs are meant, out of the query parameters of a list or the filter of an action.
final class JobFilters {
    private JobFilters() {}

    static JobFilter read(Caller caller, Query query) {
        return new JobFilter(
                Callers.listed(caller, query.text("tenant")),
                query.words("type", JobType.class, Set.of(JobType.CALL), Set.of()),
                query.words("state", JobState.class, Set.of(), Set.of()),
                query.text("tag"),
                query.time("created_after"),
                query.time("created_before"),
                query.text("q"));
    }
}
