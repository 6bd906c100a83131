package dev.sluice.benchmarks.chaos.load;

import dev.sluice.benchmarks.chaos.history.History;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads one event stream to its end, over as many connections and gateways as that takes, and writes
/// each event into the history as it came.
final class EventReading {
    private static final Duration BETWEEN = Duration.ofMillis(400);

    /// A comment comes every 15 s; where nothing does, the connection is dead.
    private static final long SILENCE_NANOS = Duration.ofSeconds(25).toNanos();

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final Api api;
    private final History history;
    private final Bounds bounds;
    private final Random random;
    private final String watcher;
    private @Nullable String last;
    private boolean over;

    EventReading(Api api, History history, Bounds bounds, Random random, String watcher) {
        this.api = api;
        this.history = history;
        this.bounds = bounds;
        this.random = random;
        this.watcher = watcher;
    }

    /// Until `done`.
    void job(String id) {
        while (!over && bounds.patient()) {
            connect("/v1/jobs/" + id + "/events", false);
        }
    }

    /// All jobs of the tenant, while new ones come.
    void tenant() {
        while (bounds.open()) {
            connect("/v1/events", true);
        }
    }

    private void connect(String path, boolean ofTenant) {
        var gateway = random.nextInt(api.gateways());
        try {
            var answer = api.stream(gateway, path, last);
            try (var body = answer.body()) {
                if (answer.statusCode() == NO_CONTENT || answer.statusCode() == NOT_FOUND) {
                    over = true;
                } else if (answer.statusCode() == OK) {
                    history.line("stream")
                            .with("watcher", watcher)
                            .with("gateway", gateway)
                            .with("last_event_id", last)
                            .write();
                    read(body, ofTenant);
                }
            }
        } catch (IOException _) {
            // broken off, refused or silent: the next connection goes on behind the last event
            Bounds.pause(BETWEEN);
        }
        if (!over) {
            Bounds.pause(BETWEEN);
        }
    }

    private void read(InputStream body, boolean ofTenant) throws IOException {
        var heardAt = new AtomicLong(System.nanoTime());
        var guard = Thread.ofVirtual().start(() -> closeWhenSilent(body, heardAt, ofTenant));
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            var event = new Event();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                heardAt.set(System.nanoTime());
                if (!line.isEmpty()) {
                    event.take(line);
                } else {
                    finish(event, ofTenant);
                    event = new Event();
                }
            }
        } finally {
            guard.interrupt();
        }
    }

    private void closeWhenSilent(InputStream body, AtomicLong heardAt, boolean ofTenant) {
        while (!Thread.currentThread().isInterrupted()) {
            Bounds.pause(Duration.ofSeconds(1));
            var silent = System.nanoTime() - heardAt.get() > SILENCE_NANOS;
            if (silent || !bounds.patient() || (ofTenant && !bounds.open())) {
                try {
                    body.close();
                } catch (IOException _) {
                    // it is closed all the same
                    return;
                }
                return;
            }
        }
    }

    private static final class Event {
        private @Nullable String id;
        private @Nullable String type;
        private @Nullable String data;

        void take(String line) {
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                type = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data = line.substring(5).strip();
            }
        }
    }

    private void finish(Event event, boolean ofTenant) {
        if (event.id != null) {
            last = event.id;
        }
        if (event.type == null || event.data == null) {
            if (event.id != null) {
                // from here on the stream tells everything
                history.line("position").with("watcher", watcher).with("id", event.id).write();
            }
            return;
        }
        JsonNode data = Api.JSON.readTree(event.data);
        var line =
                history.line(ofTenant ? "tenant-event" : "event")
                        .with("watcher", watcher)
                        .with("id", event.id)
                        .with("type", event.type)
                        .with("job", data.path("job_id").asString(null))
                        .with("sequence", data.path("sequence").asLong(0));
        if (event.type.equals("state") || event.type.equals("done")) {
            line.with("state", data.path("state").asString(""))
                    .with("job_tenant", data.path("job").path("tenant").asString(null));
        }
        line.write();
        over |= !ofTenant && event.type.equals("done");
    }
}
