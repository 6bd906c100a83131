package dev.sluice.jobstore.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Priority;
import dev.sluice.model.request.AnalysisRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BatchSubmissionsIT {
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
    void aJobThatTheDatabaseRefusesTakesNoOtherWithIt() {
        var jobs = List.of(job("first"), of("tenant-that-is-not", "refused"), job("third"));

        var outcomes = store.batchSubmissions().submit(jobs);

        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.get(1)).isInstanceOf(BatchSubmissions.Refused.class);
        for (var place : new int[] {0, 2}) {
            var accepted = ((BatchSubmissions.Accepted) outcomes.get(place)).job();
            assertThat(accepted.question()).isEqualTo(jobs.get(place).question());
            assertThat(store.jobs().find(StoreFixture.TENANT, accepted.id()))
                    .hasValueSatisfying(job -> assertThat(job.state()).isEqualTo(JobState.QUEUED));
            assertThat(store.events().after(accepted.id(), 0, 10)).isNotEmpty();
        }
        assertThat(
                        store.db()
                                .fetchSingle(
                                        "select count(*) from job where question in ('first', 'refused', 'third')")
                                .get(0, Integer.class))
                .isEqualTo(2);
    }

    @Test
    void aBatchIsDurableWithItsKey() {
        var key =
                new IdempotencyKey(
                        StoreFixture.TENANT, "POST /v1/jobs/batch", "b-1", new byte[] {1});
        var bad = of("tenant-that-is-not", "refused");

        var first = store.idempotency().once(key, () -> accept(List.of(job("with key"), bad)));
        var again = store.idempotency().once(key, () -> accept(List.of(job("never made"))));

        assertThat(first.replayed()).isFalse();
        assertThat(again.replayed()).isTrue();
        assertThat(again.body()).isEqualTo(first.body());
    }

    private static StoredAnswer accept(List<NewJob> jobs) {
        var outcomes = store.batchSubmissions().submit(jobs);
        return new StoredAnswer(
                200, null, outcomes.toString().getBytes(StandardCharsets.UTF_8), false);
    }

    private static NewJob job(String question) {
        return of(StoreFixture.TENANT, question);
    }

    private static NewJob of(String tenant, String question) {
        return new NewJob(
                tenant,
                JobType.ANALYSIS,
                new AnalysisRequest(question, null, null),
                question,
                null,
                "retail",
                null,
                List.of(),
                Priority.NORMAL,
                NewJob.DEFAULT_DEADLINE,
                null,
                1);
    }
}
