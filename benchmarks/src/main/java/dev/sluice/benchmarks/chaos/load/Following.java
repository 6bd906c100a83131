package dev.sluice.benchmarks.chaos.load;

import dev.sluice.benchmarks.chaos.history.History;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Watches a job until its end, by asking again and again or by its event stream, now through one gateway
/// and now through another.
final class Following {
    private static final Set<String> TERMINAL =
            Set.of("succeeded", "failed", "cancelled", "expired");
    private static final Set<String> ASKING =
            Set.of("awaiting_review", "succeeded", "failed", "cancelled", "expired");
    private static final int LONGEST_PAUSE_MILLIS = 900;
    private static final int NOT_FOUND = 404;

    private final String watcher;
    private final Tenant tenant;
    private final History history;
    private final Bounds bounds;
    private final Random random;

    Following(String watcher, Tenant tenant, History history, Bounds bounds, Random random) {
        this.watcher = watcher;
        this.tenant = tenant;
        this.history = history;
        this.bounds = bounds;
        this.random = random;
    }

    /// @return the job as it ended; empty where that was not learned
    Optional<JsonNode> untilTheEnd(String id) {
        if (random.nextInt(5) < 3) {
            new EventReading(
                            tenant.api(),
                            history,
                            bounds,
                            random,
                            watcher + "/" + random.nextInt(1_000_000))
                    .job(id);
        }
        return poll(id, TERMINAL);
    }

    /// As [#untilTheEnd], or until it waits for a person.
    Optional<JsonNode> untilItAsks(String id) {
        return poll(id, ASKING);
    }

    /// Without its events.
    Optional<JsonNode> pollUntilTheEnd(String id) {
        return poll(id, TERMINAL);
    }

    private Optional<JsonNode> poll(String id, Set<String> wanted) {
        while (bounds.patient()) {
            var gateway = random.nextInt(tenant.api().gateways());
            try {
                var answer = tenant.api().get(gateway, "/v1/jobs/" + id);
                var state = answer.body().path("state").asString("");
                seen(id, gateway, answer);
                if (answer.good() && wanted.contains(state)) {
                    return Optional.of(answer.body());
                }
                if (answer.status() == NOT_FOUND) {
                    return Optional.empty();
                }
            } catch (IOException _) {
                // a question that changes nothing: it is put again
                Bounds.pause(Duration.ofMillis(LONGEST_PAUSE_MILLIS));
            }
            Bounds.pause(Duration.ofMillis(100 + random.nextInt(LONGEST_PAUSE_MILLIS)));
        }
        return Optional.empty();
    }

    private void seen(String id, int gateway, Api.Answer answer) {
        var line =
                history.line("poll")
                        .with("watcher", watcher)
                        .with("job", id)
                        .with("gateway", gateway)
                        .with("status", answer.status());
        if (answer.good()) {
            line.with("state", answer.body().path("state").asString(""))
                    .with("attempt", answer.body().path("attempt").asInt(0))
                    .with("job_tenant", answer.body().path("tenant").asString(""))
                    .with(
                            "cancel_requested",
                            answer.body().path("cancel_requested").asBoolean(false))
                    .with("failures", answer.body().path("failures").asInt(0));
            var error = answer.body().path("error").path("code").asString("");
            line.with("error", error.isEmpty() ? null : error);
        }
        line.write();
    }
}
