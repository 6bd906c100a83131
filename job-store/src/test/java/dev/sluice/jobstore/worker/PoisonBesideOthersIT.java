package dev.sluice.jobstore.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.Figures;
import dev.sluice.fixtures.Latencies;
import dev.sluice.fixtures.TestServers;
import dev.sluice.jobstore.StoreFixture;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Records that nobody can read, jobs of a type that nobody knows, and jobs that end their process, in the
/// midst of healthy ones: how long these then take.
@Tag("long")
@Timeout(600)
class PoisonBesideOthersIT {
    private static final int HEALTHY = 900;
    private static final Duration APART = Duration.ofMillis(100);
    private static final Duration LATE = Duration.ofSeconds(240);
    private static final int POISON_OF_A_KIND = 5;

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
    void othersHardlyNoticeIt() throws Exception {
        try (var workers = new Respawned();
                var records = producer()) {
            healthy(HEALTHY / 3, i -> {}); // until compilers and pools are warm
            var quiet = healthy(HEALTHY, i -> {});
            var poison = new ArrayList<Job>();
            var mixed =
                    healthy(
                            HEALTHY,
                            i -> {
                                junk(records, i);
                                if (i % (HEALTHY / 2 / POISON_OF_A_KIND) == 0
                                        && poison.size() < 2 * POISON_OF_A_KIND) {
                                    poison.add(store.submitAnalysis(LoneWorker.DEADLY));
                                    poison.add(ofUnknownType());
                                }
                            });
            await("the end of all poison")
                    .atMost(LATE)
                    .until(() -> poison.stream().allMatch(job -> now(job).state().terminal()));

            var before = quiet.percentile(95);
            var beside = mixed.percentile(95);
            Figures.of("poison beside healthy jobs")
                    .count("poison jobs", poison.size())
                    .count("junk records", HEALTHY)
                    .count("processes that died of it", workers.deaths())
                    .count("healthy jobs", mixed.count())
                    .millis("their p50 without", quiet.percentile(50))
                    .millis("with", mixed.percentile(50))
                    .millis("p95 without", before)
                    .millis("with", beside)
                    .factor("growth of p95", (double) beside.toNanos() / before.toNanos())
                    .print();
            for (var job : poison) {
                var dead = now(job);
                assertThat(dead.state()).isEqualTo(JobState.FAILED);
                assertThat(dead.failures()).isEqualTo(5);
                assertThat(Objects.requireNonNull(dead.error()).detail())
                        .contains("5 failed attempts");
            }
            // a lease of 30 s would show; what a busy machine adds does not
            assertThat(beside).isLessThan(before.multipliedBy(2).plusSeconds(5));
        }
    }

    private interface EachTime {
        void on(int number);
    }

    /// Submits at a steady rate, and waits for all.
    ///
    /// @return from accepted to ended, by the database's clock
    private static Latencies healthy(int count, EachTime also) {
        var jobs = new ArrayList<Job>();
        var begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            var due = begin + APART.toNanos() * i;
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(LATE)
                    .until(() -> System.nanoTime() >= due);
            also.on(i);
            jobs.add(store.submitAnalysis(LoneWorker.HEALTHY));
        }
        await("the healthy ones").atMost(LATE).until(() -> succeeded(jobs) == count);
        return latencies(jobs);
    }

    private static int succeeded(List<Job> jobs) {
        return store.db()
                .fetchSingle(
                        "select count(*)::int from job where state = 'SUCCEEDED' and id = any (?)",
                        ids(jobs))
                .get(0, int.class);
    }

    private static Latencies latencies(List<Job> jobs) {
        var latencies = new Latencies();
        store.db()
                .fetch(
                        "select extract(epoch from finished_at - created_at)::double precision"
                                + " from job where id = any (?)",
                        ids(jobs))
                .forEach(row -> latencies.add((long) (row.get(0, double.class) * 1e9)));
        return latencies;
    }

    private static Object ids(List<Job> jobs) {
        return jobs.stream().map(Job::id).toArray(String[]::new);
    }

    private static Job now(Job job) {
        return store.jobs().find(StoreFixture.TENANT, job.id()).orElseThrow();
    }

    /// Its handler cannot read what it is to do.
    private static Job ofUnknownType() {
        return store.transaction()
                .execute(status -> {
                    var job = store.submitAnalysis(LoneWorker.READS_REQUEST);
                    store.db()
                            .execute(
                                    "update job set request = '{\"kind\":\"teleport\"}' where id = ?",
                                    job.id());
                    return job;
                });
    }

    private static void junk(Producer<String, String> records, int number) {
        var junk =
                new String[] {"junk", "null", "{\"job_id\":\"job_1\",\"lane\":\"TELEPORT\"}", ""};
        records.send(
                new ProducerRecord<>(Lane.ANALYZE.topic(), "poison", junk[number % junk.length]));
    }

    private static Producer<String, String> producer() {
        return new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", TestServers.kafka().bootstrap()),
                new StringSerializer(),
                new StringSerializer());
    }

    /// Three worker processes; where one dies, another takes its place, as a supervisor would have it.
    private static final class Respawned implements AutoCloseable {
        private static final int PROCESSES = 3;

        private final List<Process> processes = new ArrayList<>();
        private boolean closed;
        private int deaths;

        Respawned() {
            for (int i = 0; i < PROCESSES; i++) {
                spawn();
            }
        }

        private synchronized void spawn() {
            if (closed) {
                return;
            }
            try {
                var process =
                        LoneWorker.process(
                                store.database(),
                                TestServers.kafka().bootstrap(),
                                Duration.ofSeconds(30),
                                4);
                processes.add(process);
                process.onExit().thenRun(this::again);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private synchronized void again() {
            deaths++;
            spawn();
        }

        synchronized int deaths() {
            return deaths;
        }

        @Override
        public void close() {
            synchronized (this) {
                closed = true;
            }
            processes.forEach(Process::destroyForcibly);
            processes.forEach(process -> process.onExit().join());
        }
    }
}
