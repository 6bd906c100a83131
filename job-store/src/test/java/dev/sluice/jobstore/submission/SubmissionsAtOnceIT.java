package dev.sluice.jobstore.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Priority;
import dev.sluice.model.request.AnalysisRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SubmissionsAtOnceIT {
    private static final int JOBS = 200;
    private static final int REFUSED_EACH = 50;

    private static StoreFixture store;

    @BeforeAll
    static void start() {
        store = StoreFixture.start();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    void eachIsAcceptedOnceAndARefusedOneTakesNoOtherWithIt() throws Exception {
        var go = new CountDownLatch(1);
        var submitted = new ArrayList<Future<Job>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < JOBS; i++) {
                var job = job(i % REFUSED_EACH == 7 ? "tenant-that-is-not" : "default", i);
                submitted.add(
                        threads.submit(() -> {
                            go.await();
                            return store.submissions().submit(job);
                        }));
            }
            go.countDown();
        }
        for (int i = 0; i < JOBS; i++) {
            if (i % REFUSED_EACH == 7) {
                assertThat(submitted.get(i).state()).isEqualTo(Future.State.FAILED);
                assertThat(submitted.get(i).exceptionNow()).isInstanceOf(DataAccessException.class);
            } else {
                isAsSubmitted(submitted.get(i), i);
            }
        }
        assertThat(count("select count(*) from job where question like 'at once %'"))
                .isEqualTo(JOBS - JOBS / REFUSED_EACH);
        assertThat(
                        count(
                                """
                                select count(*) from job j where question like 'at once %'
                                and last_sequence = 1 and dispatch_no = 1
                                and (select count(*) from job_event e where e.job_id = j.id) = 1\
                                """))
                .isEqualTo(JOBS - JOBS / REFUSED_EACH);
    }

    private static void isAsSubmitted(Future<Job> submitted, int number)
            throws ExecutionException, InterruptedException {
        var job = submitted.get();
        assertThat(job.question()).isEqualTo("at once " + number);
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.deadline()).isEqualTo(job.createdAt().plus(NewJob.DEFAULT_DEADLINE));
        assertThat(store.jobs().find(StoreFixture.TENANT, job.id()))
                .hasValueSatisfying(found -> {
                    assertThat(found.createdAt()).isEqualTo(job.createdAt());
                    assertThat(found.deadline()).isEqualTo(job.deadline());
                    assertThat(found.tags()).containsExactly("a", "b");
                });
        assertThat(store.events().after(job.id(), 0, 10))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.sequence()).isEqualTo(1);
                    assertThat(event.type()).isEqualTo("state");
                    assertThat(event.data()).contains("at once " + number);
                });
    }

    private static int count(String sql) {
        return store.db().fetchSingle(sql).get(0, Integer.class);
    }

    private static NewJob job(String tenant, int number) {
        var question = "at once " + number;
        return new NewJob(
                tenant,
                JobType.ANALYSIS,
                new AnalysisRequest(question, null, null),
                question,
                null,
                "retail",
                null,
                List.of("a", "b"),
                Priority.NORMAL,
                NewJob.DEFAULT_DEADLINE,
                null,
                1);
    }
}
