package dev.sluice.jobstore.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.jobstore.dispatch.Plans.Plan;
import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.jobstore.lifecycle.StoredJobs;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.submission.Submissions;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/// What is done many times a second costs the same however many jobs are queued.
class DeepBacklogIT {
    private static final int SHALLOW = 1_000;
    private static final int DEEP = 100_000;

    private static Dispatching given;
    private static Plans plans;

    @BeforeAll
    static void start() {
        given = Dispatching.start();
        plans = new Plans(given.db, given.store.bean(TransactionTemplate.class));
    }

    @AfterAll
    static void stop() {
        given.close();
    }

    @Test
    void turnsAndViewsReadNoMoreOfADeepBacklog() {
        queue(SHALLOW);
        var shallow = run();
        queue(DEEP);
        var deep = run();
        assertThat(deep)
                .allSatisfy(
                        plan -> assertThat(plan.scanned()).as(plan.sql()).doesNotContain("job"));
        // An index of a hundred times as many entries is one page higher
        assertThat(pages(deep)).isLessThan(2 * pages(shallow));
    }

    private static void queue(int depth) {
        given.clear();
        given.slots(Lane.ANALYZE, 2);
        given.slots(Lane.EXPORT, 2);
        for (int i = 0; i < 200; i++) {
            given.tenant("t" + i, 1);
            given.queue("t" + i, Lane.ANALYZE, 2, 2_000);
        }
        given.queue(StoreFixture.TENANT, Lane.ANALYZE, depth, 2_000);
        given.queue(StoreFixture.TENANT, Lane.EXPORT, depth / 10, 2_000);
        given.turn().forEach(given::claim);
        given.db.execute("vacuum analyze job");
    }

    private static List<Plan> run() {
        var db = plans.recorded();
        var transaction = given.store.bean(TransactionTemplate.class);
        var events = given.store.bean(EventWriter.class);
        given.takeOver("recorded", given.dispatcher(db, DispatchSettings.UNLIMITED));
        given.finishOneOf(StoreFixture.TENANT);
        given.turn();
        given.turn();
        var lease = new LeaderLease(db, "sweeper", "recorded");
        var sweeper = new Sweeper(db, new Transitions(db, transaction, events));
        var unused = sweeper.turn(lease, lease.hold().orElseThrow());
        lease.release();
        var jobs = new StoredJobs(db, transaction, events, given.store.bean(Submissions.class));
        var page = jobs.list(filter(List.of()), 50, null);
        var next = jobs.list(filter(List.of()), 50, page.nextCursor());
        var queued = jobs.list(filter(List.of(JobState.QUEUED)), 50, null);
        assertThat(queued.items()).hasSameSizeAs(next.items());
        var everybodys = new JobFilter(null, List.of(), List.of(), null, null, null, null);
        assertThat(jobs.list(everybodys, 50, null).items()).hasSize(50);
        assertThat(jobs.findVersioned(StoreFixture.TENANT, page.items().getFirst().id()))
                .isPresent();
        return plans.take();
    }

    private static JobFilter filter(List<JobState> states) {
        return new JobFilter(StoreFixture.TENANT, List.of(), states, null, null, null, null);
    }

    private static long pages(List<Plan> plans) {
        return plans.stream().mapToLong(Plan::buffers).sum();
    }
}
