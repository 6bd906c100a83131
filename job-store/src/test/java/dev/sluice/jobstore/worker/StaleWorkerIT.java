package dev.sluice.jobstore.worker;

import static dev.sluice.jobstore.worker.ScriptedWorker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.FaultProxy;
import dev.sluice.fixtures.Figures;
import dev.sluice.fixtures.TestServers;
import dev.sluice.fixtures.Toxic;
import dev.sluice.jobstore.StoreFixture;
import dev.sluice.jobstore.lifecycle.Attempt;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Workers that were stopped or cut off, and go on as if nothing had happened.
class StaleWorkerIT {
    private static final Duration LATE = Duration.ofSeconds(240);
    private static final Duration SHORT_LEASE = Duration.ofSeconds(3);
    private static final int STALE_ATTEMPTS = 50;
    private static final int PROCESSES = 5;
    private static final String FINISHED_ELSEWHERE = "finished elsewhere";
    private static final String TENANT = StoreFixture.TENANT;

    private static StoreFixture store;

    @BeforeAll
    static void start() {
        store = StoreFixture.start();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    /// SIGSTOP for more than three leases, then SIGCONT: half of its jobs run elsewhere by then, the others
    /// have ended there. The word to publish waits in the pipe, so that it tries before its heartbeat beats.
    @Test
    void aStoppedProcessPublishesNothingWhenItGoesOn() throws Exception {
        var processes = List.of(workerProcess(SHORT_LEASE, STALE_ATTEMPTS));
        try {
            assertThat(stopForThreeLeases(processes, STALE_ATTEMPTS)).isZero();
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    /// The same with a SIGSTOP for each job: processes of one slot, stopped one after the other, again and
    /// again.
    @Test
    @Tag("long")
    @Timeout(900)
    void fiftyStopsOfThreeLeasesPublishNothing() throws Exception {
        var processes = new ArrayList<Process>();
        var stops = 0;
        var stale = 0;
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(workerProcess(SHORT_LEASE, 1));
            }
            for (; stops < STALE_ATTEMPTS; stops += PROCESSES) {
                stale += stopForThreeLeases(processes, 1);
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        Figures.of("SIGSTOP of a worker for three leases, then SIGCONT")
                .count("stops", stops)
                .count("results of an old attempt", stale)
                .print();
        assertThat(stale).isZero();
    }

    /// @param slots of each process
    /// @return how many of them published what they had
    private static int stopForThreeLeases(List<Process> processes, int slots) throws Exception {
        var jobs = submit(processes.size() * slots, FINISHED_ELSEWHERE, "still running");
        awaitExecuting(jobs);
        for (var process : processes) {
            signal(process, "STOP");
        }
        var stopped = System.nanoTime();
        var finish = new CountDownLatch(1);
        var stale = 0;
        try (var other = otherWorker(finish)) {
            await().atMost(LATE).until(() -> jobs.stream().allMatch(StaleWorkerIT::isElsewhere));
            await().atMost(LATE)
                    .until(() ->
                            System.nanoTime() - stopped > SHORT_LEASE.multipliedBy(3).toNanos());
            for (var process : processes) {
                say(process, "publish");
                signal(process, "CONT");
                var ends = ends(process, slots);
                assertThat(ends).hasSize(slots);
                stale += Collections.frequency(ends.values(), LoneWorker.PUBLISHED);
            }
            finish.countDown();
            jobs.forEach(StaleWorkerIT::awaitFresh);
        }
        return stale;
    }

    @Test
    void sigtermGivesJobsBackAtOnceWithoutCountingAFailure() throws Exception {
        var process = workerProcess(SHORT_LEASE, STALE_ATTEMPTS);
        try {
            var job = submit(1, LoneWorker.OBEDIENT).getFirst();
            awaitExecuting(List.of(job));
            process.destroy();
            await().atMost(LATE).until(() -> now(job).state() == JobState.QUEUED);
            assertThat(now(job).failures()).isZero();
            assertThat(outcomes(job)).containsExactly("returned");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            try (var next = otherWorker(new CountDownLatch(0))) {
                await().atMost(LATE).until(() -> now(job).state() == JobState.SUCCEEDED);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aWorkerCutOffForLongerThanItsLeasePublishesNothing() {
        publishesNothingAfter(FaultProxy::down);
    }

    /// What it sends is swallowed, and arrives when the way is mended.
    @Test
    @Tag("long")
    void wordsThatArriveAfterTheLeaseIsLostPublishNothing() {
        publishesNothingAfter(way -> way.add(Toxic.Timeout.silent()));
    }

    private static void publishesNothingAfter(Consumer<FaultProxy> cut) {
        var ends = new ConcurrentHashMap<String, String>();
        var word = new CountDownLatch(1);
        try (var way = wayToTheDatabase();
                var cutOff = cutOffWorker(way, SHORT_LEASE, word, ends)) {
            var job = submit(1, "cut off").getFirst();
            awaitExecuting(List.of(job));
            cut.accept(way);
            word.countDown();
            var finish = new CountDownLatch(1);
            try (var other = otherWorker(finish)) {
                await().atMost(LATE).until(() -> isElsewhere(job));
                way.heal();
                await().atMost(LATE).until(() -> ends.containsKey(job.id()));
                assertThat(ends.get(job.id())).isNotEqualTo(LoneWorker.PUBLISHED);
                finish.countDown();
                awaitFresh(job);
            }
        }
    }

    @Test
    void aWorkerCutOffForAMomentPublishesOnceItIsBack() {
        var ends = new ConcurrentHashMap<String, String>();
        var word = new CountDownLatch(1);
        try (var way = wayToTheDatabase();
                var cutOff = cutOffWorker(way, Duration.ofSeconds(60), word, ends)) {
            var job = submit(1, "cut off for a moment").getFirst();
            awaitExecuting(List.of(job));
            way.down();
            word.countDown();
            await().during(Duration.ofSeconds(2))
                    .atMost(LATE)
                    .until(() -> now(job).state() == JobState.RUNNING && ends.isEmpty());
            way.up();
            await().atMost(LATE).until(() -> now(job).state() == JobState.SUCCEEDED);
            assertThat(outcomes(job)).containsExactly("succeeded");
        }
    }

    private static FaultProxy wayToTheDatabase() {
        return FaultProxy.to(TestServers.postgres().host(), TestServers.postgres().port());
    }

    private static LoneWorker cutOffWorker(
            FaultProxy way, Duration lease, CountDownLatch word, Map<String, String> ends) {
        var database = store.database();
        var detour =
                "jdbc:postgresql://127.0.0.1:%d/%s?socketTimeout=3"
                        .formatted(way.port(), database.name());
        return LoneWorker.start(
                database,
                detour,
                TestServers.kafka().bootstrap(),
                lease,
                new LoneWorker.Witness() {
                    @Override
                    public void awaitWord() throws InterruptedException {
                        word.await();
                    }

                    @Override
                    public void ended(String jobId, String end) {
                        ends.put(jobId, end);
                    }
                });
    }

    /// @param finish what "still running" and "cut off" wait for
    private static ScriptedWorker otherWorker(CountDownLatch finish) {
        return ScriptedWorker.start(
                store.workerTools(),
                STALE_ATTEMPTS,
                job -> {
                    if (!FINISHED_ELSEWHERE.equals(job.job().question())) {
                        finish.await();
                    }
                    job.succeed(result("fresh"));
                });
    }

    /// Ended there, or at least begun.
    private static boolean isElsewhere(Job job) {
        var last = store.jobs().attempts(TENANT, job.id()).getLast();
        return last.worker().equals(store.workerTools().worker())
                && (now(job).state() == JobState.SUCCEEDED
                        || !FINISHED_ELSEWHERE.equals(job.question()));
    }

    private static List<Job> submit(int count, String... questions) {
        return IntStream.range(0, count)
                .mapToObj(i -> store.submitAnalysis(questions[i % questions.length]))
                .toList();
    }

    private static void awaitExecuting(List<Job> jobs) {
        await().atMost(LATE)
                .untilAsserted(() ->
                        assertThat(jobs.stream().map(job -> now(job).stage()).toList())
                                .containsOnly(Stage.EXECUTING));
    }

    private static void awaitFresh(Job job) {
        await().atMost(LATE).until(() -> now(job).state() == JobState.SUCCEEDED);
        assertThat(store.jobs().result(TENANT, job.id())).contains("fresh");
        var outcomes = outcomes(job);
        assertThat(outcomes.removeLast()).isEqualTo("succeeded");
        assertThat(outcomes).isNotEmpty().containsOnly("lost");
    }

    private static List<String> outcomes(Job job) {
        return store.jobs().attempts(TENANT, job.id()).stream()
                .map(Attempt::outcome)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Job now(Job job) {
        return store.jobs().find(TENANT, job.id()).orElseThrow();
    }

    /// The lease is that of production: 30 s, then the sweeper has its turn, and the dispatcher.
    @Test
    @Tag("long")
    void aKilledWorkersJobRunsAgainWithinFortyFiveSeconds() throws Exception {
        var process = workerProcess(Transitions.LEASE, STALE_ATTEMPTS);
        try {
            var job = submit(1, "killed").getFirst();
            awaitExecuting(List.of(job));
            var killed = Instant.now();
            process.destroyForcibly();
            try (var other = otherWorker(new CountDownLatch(0))) {
                awaitFresh(job);
            }
            var again = store.jobs().attempts(TENANT, job.id()).getLast().startedAt();
            var after = Duration.between(killed, again);
            Figures.of("SIGKILL of a worker with a lease of 30 s")
                    .seconds("its job runs again after", after)
                    .print();
            assertThat(after).isLessThan(Duration.ofSeconds(45));
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process workerProcess(Duration lease, int slots) throws IOException {
        return LoneWorker.process(store.database(), TestServers.kafka().bootstrap(), lease, slots);
    }

    private static void signal(Process process, String name) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static void say(Process process, String word) throws IOException {
        process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /// What came of the process's attempts, by job.
    private static Map<String, String> ends(Process process, int count) throws IOException {
        var ends = new ConcurrentHashMap<String, String>();
        var lines = process.inputReader(StandardCharsets.UTF_8);
        while (ends.size() < count) {
            var line = lines.readLine();
            assertThat(line).as("the process has ended").isNotNull();
            if (line.startsWith("ended ")) {
                var words = line.split(" ");
                ends.put(words[1], words[2]);
            }
        }
        return ends;
    }
}
