package dev.sluice.jobstore.worker;

import static dev.sluice.jobstore.worker.ScriptedWorker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.TestServers;
import dev.sluice.jobstore.StoreFixture;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PoisonIT {
    private static final Duration SOON = Duration.ofSeconds(40);

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
    void poisonOnALaneDoesNotBlockIt() throws Exception {
        publish(
                "junk",
                "null",
                null,
                "{\"job_id\":\"job_1\",\"lane\":\"TELEPORT\",\"dispatch_no\":1}",
                "{\"job_id\":\"job_none\",\"lane\":\"ANALYZE\",\"dispatch_no\":1}");
        try (var worker =
                ScriptedWorker.start(
                        store.workerTools(), 1, job -> job.succeed(result("healthy")))) {
            var jobs = List.of(store.submitAnalysis("first"), store.submitAnalysis("second"));
            await().atMost(SOON)
                    .until(() -> jobs.stream().allMatch(job -> state(job) == JobState.SUCCEEDED));
        }
    }

    @Test
    void aJobOfAnUnknownTypeFailsWithAReasonWhileOthersGoOn() {
        try (var worker =
                ScriptedWorker.start(
                        store.workerTools(),
                        1,
                        job -> {
                            job.request();
                            job.succeed(result("understood"));
                        })) {
            var poison = store.submitAnalysis("from the future");
            store.db()
                    .execute(
                            "update job set request = '{\"kind\":\"teleport\"}', failures = 4 where id = ?",
                            poison.id());
            var healthy = store.submitAnalysis("from today");
            await().atMost(SOON).until(() -> state(healthy) == JobState.SUCCEEDED);
            await().atMost(SOON).until(() -> state(poison).terminal());

            var dead = store.jobs().deadLetters(StoreFixture.TENANT, 10, null).items();
            assertThat(dead).extracting(Job::id).contains(poison.id());
            assertThat(store.jobs().find(StoreFixture.TENANT, poison.id()).orElseThrow().error())
                    .isNotNull()
                    .extracting(Problem::detail)
                    .asString()
                    .contains("failed unexpectedly")
                    .contains("the last of 5 failed attempts");
        }
    }

    @Test
    void aStoreThatIsFullIsNotAskedFiveTimes() {
        var full = Problem.of(ProblemType.STORE_FAILED, "It has no space left.").withRetryAfter(1);
        try (var worker =
                ScriptedWorker.start(
                        store.workerTools(),
                        1,
                        job -> {
                            throw full.toException();
                        })) {
            var export = store.submitAnalysis("too much");
            await().atMost(SOON).until(() -> state(export) == JobState.FAILED);

            var dead = store.jobs().find(StoreFixture.TENANT, export.id()).orElseThrow();
            assertThat(dead.failures()).isEqualTo(3);
            assertThat(dead.error())
                    .isNotNull()
                    .satisfies(error -> assertThat(error.retryable()).isTrue())
                    .extracting(Problem::detail)
                    .asString()
                    .contains("no space left")
                    .contains("the last of 3 failed attempts");
            assertThat(store.jobs().deadLetters(StoreFixture.TENANT, 10, null).items())
                    .extracting(Job::id)
                    .contains(export.id());
        }
    }

    private static JobState state(Job job) {
        return store.jobs().find(StoreFixture.TENANT, job.id()).orElseThrow().state();
    }

    private static void publish(@Nullable String... records) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", TestServers.kafka().bootstrap()),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (var record : records) {
                producer.send(new ProducerRecord<>(Lane.ANALYZE.topic(), "poison", record)).get();
            }
        }
    }
}
