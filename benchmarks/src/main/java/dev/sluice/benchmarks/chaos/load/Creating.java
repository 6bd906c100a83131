package dev.sluice.benchmarks.chaos.load;

import dev.sluice.benchmarks.chaos.history.History;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Puts a request that creates something until it is known what came of it, each time with the same
/// Idempotency-Key, and tells the history of each try.
final class Creating {
    private static final Duration AFTER_A_REFUSAL = Duration.ofMillis(700);

    private final Tenant tenant;
    private final History history;
    private final Bounds bounds;
    private final Random random;

    Creating(Tenant tenant, History history, Bounds bounds, Random random) {
        this.tenant = tenant;
        this.history = history;
        this.bounds = bounds;
        this.random = random;
    }

    /// Adds to the line of a try.
    @FunctionalInterface
    interface Telling {
        /// @param number of the try, from 1
        /// @param answer null when nobody knows whether the request took effect
        void tell(History.Line line, int number, Api.@Nullable Answer answer);
    }

    /// @param what the lines are called
    /// @return the good answer; empty when it was refused, or the patience is over
    Optional<Api.Answer> untilKnown(
            String what, String route, String key, @Nullable Object body, Telling telling) {
        for (var number = 1; bounds.patient(); number++) {
            var gateway = random.nextInt(tenant.api().gateways());
            var line =
                    history.line(what)
                            .with("tenant", tenant.id())
                            .with("route", route)
                            .with("key", key)
                            .with("try", number)
                            .with("gateway", gateway);
            try {
                var answer =
                        tenant.api()
                                .send(gateway, "POST", route, body, Map.of("Idempotency-Key", key));
                line.with("status", answer.status())
                        .with("code", answer.code().isEmpty() ? null : answer.code())
                        .with("replayed", answer.header("Idempotency-Replayed").equals("true"));
                telling.tell(line, number, answer);
                line.write();
                if (answer.good()) {
                    return Optional.of(answer);
                }
                if (!answer.later()) {
                    return Optional.empty();
                }
            } catch (IOException e) {
                line.with("unknown", String.valueOf(e.getMessage()));
                telling.tell(line, number, null);
                line.write();
            }
            Bounds.pause(AFTER_A_REFUSAL);
        }
        return Optional.empty();
    }

    /// The job of an answer that made one.
    static void tellJob(History.Line line, Api.@Nullable Answer answer) {
        if (answer != null && answer.good()) {
            line.with("job", answer.body().path("id").asString(""))
                    .with("job_tenant", answer.body().path("tenant").asString(""));
        }
    }
}
