package dev.sluice.standalone.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.Figures;
import dev.sluice.fixtures.ScriptedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Cancels that meet the end of their jobs, two hundred times: an accepted cancel is the last word, and so
/// is a result that was shown.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class CancelRacesIT {
    private static final int RACES = 200;
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> TERMINAL =
            List.of("succeeded", "failed", "cancelled", "expired");

    private final ScriptedModel model = ScriptedModel.start();
    private final WholeSluice sluice =
            WholeSluice.start(
                    model.url(),
                    "CREATE TABLE numbers (n integer PRIMARY KEY, label text NOT NULL)",
                    "INSERT INTO numbers SELECT i, 'number ' || i FROM generate_series(1, 100) i",
                    "ANALYZE");

    @AfterAll
    void stop() {
        sluice.close();
        model.close();
    }

    /// @param accepted whether the cancel was
    /// @param shownBefore whether somebody had been shown the success when the cancel was sent
    /// @param states all that a poller saw, the last one last
    private record Race(
            String job,
            boolean export,
            boolean accepted,
            boolean shownBefore,
            List<String> states) {
        String end() {
            return states.getLast();
        }
    }

    @Test
    void theFirstWordThatWasShownHolds() throws Exception {
        model.fromNowOn().writes("SELECT count(*) FROM numbers");
        var analysis = usualNanos(false);
        var export = usualNanos(true);
        var seed = System.nanoTime();
        var offsets = new Random(seed);
        var races = new ArrayList<Callable<Race>>();
        for (int i = 0; i < RACES; i++) {
            var isExport = i % 2 == 0;
            var offset = (long) (offsets.nextDouble() * 1.4 * (isExport ? export : analysis));
            races.add(() -> race(isExport, offset));
        }
        var run = new ArrayList<Race>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            for (var race : threads.invokeAll(races)) {
                run.add(race.get());
            }
        }

        var accepted = run.stream().filter(Race::accepted).count();
        Figures.of("cancels that meet the end of their job, seed " + seed)
                .count("races", run.size())
                .count("accepted", accepted)
                .count("too late", run.size() - accepted)
                .count(
                        "accepted and yet published",
                        run.stream()
                                .filter(race -> race.accepted() && !race.end().equals("cancelled"))
                                .count())
                .print();
        assertThat(accepted).isBetween(1L, RACES - 1L);
        assertThat(run).allSatisfy(this::isConsistent);
        nothingIsPublishedOf(run.stream().filter(Race::accepted).toList());
    }

    private long usualNanos(boolean export) {
        var spent = new ArrayList<Long>();
        for (int i = 0; i < 7; i++) {
            var began = System.nanoTime();
            var job = submit(export);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> TERMINAL.contains(state(job)));
            assertThat(state(job)).isEqualTo("succeeded");
            spent.add(System.nanoTime() - began);
        }
        return spent.stream().sorted().toList().get(spent.size() / 2);
    }

    private Race race(boolean export, long offset) {
        var job = submit(export);
        var states = new ArrayList<String>();
        var until = System.nanoTime() + offset;
        while (System.nanoTime() < until) {
            states.add(state(job));
            LockSupport.parkNanos(Math.clamp(until - System.nanoTime(), 0, 10_000_000));
        }
        var shownBefore = states.contains("succeeded");
        var answer = sluice.cancel(job);
        assertThat(answer.status()).isIn(202, 409);
        if (answer.status() == 202) {
            assertThat(answer.json().path("cancel_requested").asBoolean()).isTrue();
            states.add(answer.text("state"));
        } else {
            assertThat(answer.text("code")).isEqualTo("job_finished");
        }
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    states.add(state(job));
                    return TERMINAL.contains(states.getLast());
                });
        return new Race(job, export, answer.status() == 202, shownBefore, states);
    }

    private void isConsistent(Race race) {
        if (race.accepted()) {
            assertThat(race.end()).as("%s", race).isEqualTo("cancelled");
            assertThat(race.states()).as("%s", race).doesNotContain("succeeded");
            assertThat(race.shownBefore()).as("%s", race).isFalse();
        } else {
            assertThat(race.end()).as("%s", race).isEqualTo("succeeded");
            assertThat(race.states()).as("%s", race).doesNotContain("cancelled");
        }
        var outcome =
                sluice.send(
                        "GET",
                        "/v1/jobs/" + race.job() + (race.export() ? "/files" : "/result"),
                        null);
        assertThat(outcome.status()).as("%s", race).isEqualTo(race.accepted() ? 409 : 200);
    }

    private void nothingIsPublishedOf(List<Race> cancelled) {
        for (var table : List.of("job_result", "job_manifest")) {
            assertThat(
                            sluice.jobStrings(
                                    "SELECT r.job_id FROM "
                                            + table
                                            + " r JOIN job j ON j.id = r.job_id"
                                            + " WHERE j.state <> 'SUCCEEDED'"))
                    .isEmpty();
        }
        assertThat(
                        sluice.jobStrings(
                                "SELECT e.job_id FROM job_event e JOIN job j ON j.id = e.job_id"
                                        + " WHERE j.state = 'CANCELLED' AND e.type = 'data'"))
                .isEmpty();
        assertThat(cancelled)
                .filteredOn(Race::export)
                .allSatisfy(race ->
                        await("nothing of " + race.job())
                                .atMost(PATIENCE)
                                .until(() ->
                                        sluice.objectsOf(race.job()).isEmpty()
                                                && sluice.uploadsOf(race.job()).isEmpty()));
    }

    private String submit(boolean export) {
        return export
                ? sluice.submit("/v1/exports", Map.of("sql", "SELECT n, label FROM numbers"))
                : sluice.submit("/v1/analyses", Map.of("question", "how many numbers are there"));
    }

    private String state(String job) {
        return sluice.job(job).path("state").asString();
    }
}
