package dev.sluice.standalone.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.FaultProxy;
import dev.sluice.fixtures.Figures;
import dev.sluice.fixtures.ScriptedModel;
import dev.sluice.fixtures.TestServers;
import dev.sluice.fixtures.Toxic;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A source that hangs in the middle of a statement: the attempt ends soon after the statement's limit,
/// and nobody else waits for it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
@Timeout(600)
class SourceHangsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LATE = Duration.ofSeconds(240);
    private static final String FAR = "far";
    private static final String ENDLESS =
            "SELECT count(*) FROM numbers a, numbers b, numbers c WHERE a.n + b.n + c.n > 0";

    private enum Hang {
        /// The network swallows everything.
        TIMEOUT_0,
        /// The process of the session stands still, its connection stays open.
        SIGSTOP
    }

    private final ScriptedModel model = ScriptedModel.start();
    private final WholeSluice sluice =
            WholeSluice.start(
                    model.url(),
                    "CREATE TABLE numbers (n integer PRIMARY KEY, label text NOT NULL)",
                    "INSERT INTO numbers SELECT i, 'number ' || i FROM generate_series(1, 4000) i",
                    "ANALYZE");
    private final FaultProxy way =
            FaultProxy.to(TestServers.postgres().host(), TestServers.postgres().port());

    @AfterAll
    void stop() {
        sluice.close();
        model.close();
        way.close();
    }

    @ParameterizedTest
    @EnumSource
    void theAttemptEndsAndOthersAreServed(Hang hang) throws Exception {
        model.writes(ENDLESS);
        var source = FAR + hang.ordinal();
        sluice.registerDetour(source, way.port());
        var job =
                sluice.submit(
                        "/v1/analyses",
                        Map.of("question", "how many numbers are there", "source", source));
        var statement = "query LIKE '%b.n + c.n%' AND state = 'active'";
        await("the statement")
                .atMost(LATE)
                .failFast(() ->
                        assertThat(sluice.job(job).path("finished_at").isNull())
                                .as("%s", sluice.job(job))
                                .isTrue())
                .until(() -> !sluice.sessions(statement).isEmpty());
        var session = sluice.sessions(statement).getFirst();
        var pid = session.substring(0, session.indexOf(' '));
        var others = 0;
        try {
            hang(hang, pid);
            var began = System.nanoTime();
            while (!ended(job)) {
                othersAreServed();
                others++;
            }
            var took = Duration.ofNanos(System.nanoTime() - began);
            var code = attempt(job, "error ->> 'code'");
            var seconds = attempt(job, "extract(epoch from finished_at - started_at)::int::text");
            Figures.of("source hangs in a statement by " + hang)
                    .seconds("limit of the statement", LIMIT)
                    .seconds("attempt ended after the hang began", took)
                    .text("attempt in all", seconds + " s")
                    .text("ended as", code)
                    .count("exports of others done meanwhile", others)
                    .print();
            assertThat(took).isLessThan(LIMIT.plusSeconds(10).plusSeconds(20));
            assertThat(code).isEqualTo("timed_out");
            assertThat(sluice.job(job).path("state").asString()).isEqualTo("failed");
        } finally {
            way.heal();
            signal("CONT", pid);
        }
        await("no session of it at work")
                .atMost(LATE)
                .until(() -> sluice.sessions(statement).isEmpty());
        await("no connection of it").atMost(LATE).until(() -> !alive(pid));
    }

    private void hang(Hang hang, String pid) throws IOException, InterruptedException {
        switch (hang) {
            case TIMEOUT_0 -> way.add(Toxic.Timeout.silent());
            case SIGSTOP -> signal("STOP", pid);
        }
    }

    private static void signal(String name, String pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
    }

    private boolean alive(String pid) {
        return !sluice.sessions("pid = " + pid).isEmpty();
    }

    private boolean ended(String job) {
        return !attempt(job, "outcome").isEmpty();
    }

    private String attempt(String job, String column) {
        var found =
                sluice.jobStrings(
                        "SELECT %s FROM job_attempt WHERE job_id = '%s' AND attempt = 1 AND finished_at IS NOT NULL"
                                .formatted(column, job));
        return found.isEmpty() ? "" : String.valueOf(found.getFirst());
    }

    /// By the same server, and the same worker processes.
    private void othersAreServed() {
        var export =
                sluice.submit(
                        "/v1/exports", Map.of("sql", "SELECT n FROM numbers", "source", "shop"));
        await("an export of another")
                .atMost(LATE)
                .until(() -> sluice.job(export).path("state").asString().equals("succeeded"));
    }
}
