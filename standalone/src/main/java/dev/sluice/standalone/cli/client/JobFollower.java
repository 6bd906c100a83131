package dev.sluice.standalone.cli.client;

import dev.sluice.model.Json;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.Progress;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Follows a job's events until it rests. A broken stream is taken up again after the last event seen.
public final class JobFollower {
    /// The server sends a comment every 15 s; three missed ones mean that nobody is there.
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final SluiceClient client;
    private final Duration giveUpAfter;

    /// @param giveUpAfter how long the server may be away before following ends with a failure
    public JobFollower(SluiceClient client, Duration giveUpAfter) {
        this.client = client;
        this.giveUpAfter = giveUpAfter;
    }

    public JobFollower(SluiceClient client) {
        this(client, Duration.ofMinutes(2));
    }

    /// The job once it is terminal or waits for a person.
    public Job follow(String id, JobListener listener) {
        var position = new Position();
        var pause = SHORTEST_PAUSE;
        var awaySince = 0L;
        while (true) {
            var before = position.lastId;
            try {
                readStream(id, position, listener);
                var job = client.job(id);
                if (job.state().resting()) {
                    return job;
                }
                awaySince = 0;
            } catch (ServerAway e) {
                awaySince = awaySince == 0 ? System.nanoTime() : awaySince;
                if (System.nanoTime() - awaySince > giveUpAfter.toNanos()) {
                    throw e;
                }
                listener.reconnecting();
            }
            pause = position.moved(before) ? SHORTEST_PAUSE : next(pause);
            sleep(pause);
        }
    }

    private void readStream(String id, Position position, JobListener listener) {
        var response = client.events(id, position.lastId);
        if (response.statusCode() == 204) {
            return; // the last event seen was the last one there is
        }
        try (var events =
                new EventReader(new StallGuard(response.body(), SILENCE), position.lastId)) {
            for (var event = events.next(); event != null; event = events.next()) {
                position.lastId = event.id();
                if (deliver(event, listener)) {
                    return;
                }
            }
        } catch (IOException e) {
            listener.reconnecting(); // the next stream begins after the last event seen
        }
    }

    /// @return whether the job rests now
    private static boolean deliver(ServerEvent event, JobListener listener) throws IOException {
        JsonNode data;
        try {
            data = Json.mapper().readTree(event.data());
        } catch (JacksonException e) {
            throw new IOException("an event was not JSON", e);
        }
        switch (event.type()) {
            case "state", "resync" -> {
                var job = Json.mapper().treeToValue(data.path("job"), Job.class);
                listener.changed(job);
                return job.state().resting();
            }
            case "progress" ->
                    listener.progressed(
                            Json.mapper().treeToValue(data.path("progress"), Progress.class));
            case "thought" -> listener.thought(data.path("content").asString(""));
            case "sql" -> listener.sqlWritten(data.path("sql").asString(""));
            case "done" -> {
                return true;
            }
            default -> {
                // a type of a later version
            }
        }
        return false;
    }

    private static Duration next(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("Interrupted.", e);
        }
    }

    private static final class Position {
        private @Nullable String lastId;

        boolean moved(@Nullable String before) {
            return lastId != null && !lastId.equals(before);
        }
    }
}
