package dev.sluice.standalone.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Progress;
import dev.sluice.standalone.cli.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobFollowerTest {
    private final ScriptedServer server = new ScriptedServer();
    private final SluiceClient client =
            new SluiceClient(new ServerAddress(server.base(), "slc_test"));
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void hearsEverythingUntilTheJobIsDone() {
        server.events(
                state(1, "queued"),
                state(2, "running"),
                event(3, "thought", "{\"type\":\"thinking\",\"content\":\"by month\"}"),
                event(4, "sql", "{\"sql\":\"SELECT 1\",\"attempt\":1}"),
                event(5, "progress", "{\"progress\":{\"rows\":10,\"bytes\":20}}"),
                event(6, "brand_new", "{}"),
                event(7, "done", "{\"type\":\"complete\",\"state\":\"succeeded\"}"));
        server.job(ScriptedServer.job("analysis", "succeeded"));

        var job = follow();

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(heard).containsExactly("queued", "running", "by month", "SELECT 1", "10 rows");
    }

    @Test
    void aBrokenStreamIsTakenUpAfterTheLastEventSeen() {
        server.eventsThenBreak(state(1, "queued"), state(2, "running"));
        server.events(event(3, "thought", "{\"content\":\"again\"}"), event(4, "done", "{}"));
        var finished = new AtomicBoolean();
        server.jobs(() ->
                ScriptedServer.job("analysis", finished.getAndSet(true) ? "succeeded" : "running"));

        var job = follow();

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(server.lastEventIds()).containsExactly("", "2");
        assertThat(heard).containsExactly("queued", "running", "reconnecting", "again");
    }

    @Test
    void nothingMoreToHearMeansThatTheJobIsAsked() {
        server.noContent();
        server.job(ScriptedServer.job("export", "failed"));

        assertThat(follow().state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void aServerThatComesBackIsWaitedFor() {
        server.refuseEvents(503, 2);
        server.events(event(1, "done", "{}"));
        server.job(ScriptedServer.job("export", "succeeded"));

        assertThat(follow().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(heard).containsExactly("reconnecting", "reconnecting");
    }

    @Test
    void aServerThatStaysAwayEndsWithASentence() {
        server.close();

        assertThatThrownBy(() ->
                        new JobFollower(client, Duration.ofMillis(500))
                                .follow("job_1", new JobListener() {}))
                .isInstanceOf(CliFailure.class)
                .hasMessageContainingAll("No Sluice server answers at", "./sluice start");
    }

    @Test
    void aJobThatNobodyKnowsEndsAtOnce() {
        server.refuseEvents(404, 1);

        assertThatThrownBy(this::follow)
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("no such job");
    }

    @Test
    void aStreamThatFallsSilentIsGivenUp() throws IOException {
        var silent = new SilentStream();
        try (var guard = new StallGuard(silent, Duration.ofMillis(200))) {
            assertThatThrownBy(guard::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("nothing arrived");
        }
    }

    private Job follow() {
        return new JobFollower(client, Duration.ofSeconds(20))
                .follow(
                        "job_1",
                        new JobListener() {
                            @Override
                            public void changed(Job job) {
                                heard.add(job.state().name().toLowerCase(Locale.ROOT));
                            }

                            @Override
                            public void progressed(Progress progress) {
                                heard.add(progress.rows() + " rows");
                            }

                            @Override
                            public void thought(String content) {
                                heard.add(content);
                            }

                            @Override
                            public void sqlWritten(String sql) {
                                heard.add(sql);
                            }

                            @Override
                            public void reconnecting() {
                                heard.add("reconnecting");
                            }
                        });
    }

    private static String state(int id, String state) {
        return event(
                id,
                "state",
                "{\"state\":\""
                        + state
                        + "\",\"job\":"
                        + ScriptedServer.job("analysis", state)
                        + "}");
    }

    private static String event(int id, String type, String data) {
        return "id: " + id + "\nevent: " + type + "\ndata: " + data + "\n\n";
    }
}
