package dev.sluice.jobstore.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.jobstore.lifecycle.StoredJobs;
import dev.sluice.jobstore.submission.Submissions;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// The few jobs in an unusual state are listed without reading past the many that succeeded.
class UnusualStatesIT {
    private static final Logger LOG = LoggerFactory.getLogger(UnusualStatesIT.class);
    private static final int JOBS = 100_000;

    /// Of an index and a handful of rows; the tenant's jobs lie on thousands.
    private static final long FEW = 100;

    @Test
    void aListOfAStateReadsOnlyJobsInIt() {
        try (var given = Dispatching.start()) {
            given.clear();
            given.queue(StoreFixture.TENANT, Lane.ANALYZE, JOBS, 2_000);
            given.db.execute(
                    "update job set state = case when id like '%00007' then 'FAILED' when id like '%00009' then 'EXPIRED' else 'SUCCEEDED' end");
            given.db.execute("vacuum analyze job");
            var transaction = given.store.bean(TransactionTemplate.class);
            var plans = new Plans(given.db, transaction);
            var jobs =
                    new StoredJobs(
                            plans.recorded(),
                            transaction,
                            given.store.bean(EventWriter.class),
                            given.store.bean(Submissions.class));
            assertThat(found(jobs)).containsExactly(1, 0, 0, 2);
            var quick = plans.take();
            given.db.execute("drop index job_unusual");
            assertThat(found(jobs)).containsExactly(1, 0, 0, 2);
            var slow = plans.take();

            assertThat(pages(quick)).allMatch(pages -> pages < FEW);
            assertThat(pages(slow)).anyMatch(pages -> pages > FEW);
            LOG.info("Pages with the index {}, without {}", pages(quick), pages(slow));
        }
    }

    private static List<Integer> found(StoredJobs jobs) {
        return Stream.of(
                        List.of(JobState.FAILED),
                        List.of(JobState.RUNNING),
                        List.of(JobState.QUEUED),
                        List.of(JobState.FAILED, JobState.EXPIRED))
                .map(states -> jobs.list(filter(states), 50, null).items().size())
                .toList();
    }

    private static List<Long> pages(List<Plans.Plan> plans) {
        return plans.stream().map(Plans.Plan::buffers).toList();
    }

    private static JobFilter filter(List<JobState> states) {
        return new JobFilter(StoreFixture.TENANT, List.of(), states, null, null, null, null);
    }
}
