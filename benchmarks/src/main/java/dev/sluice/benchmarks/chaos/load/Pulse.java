package dev.sluice.benchmarks.chaos.load;

import dev.sluice.benchmarks.chaos.history.History;
import java.io.IOException;
import java.time.Duration;

/// Asks each gateway for something that needs the job database, all the time, and writes down when it
/// stops answering and when it answers again.
final class Pulse {
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final Tenant tenant;
    private final History history;
    private final Bounds bounds;

    Pulse(Tenant tenant, History history, Bounds bounds) {
        this.tenant = tenant;
        this.history = history;
        this.bounds = bounds;
    }

    void run(int gateway) {
        var up = true;
        while (bounds.open()) {
            var answers = answers(gateway);
            if (answers != up) {
                history.line("pulse").with("gateway", gateway).with("up", answers).write();
                up = answers;
            }
            Bounds.pause(BETWEEN);
        }
    }

    private boolean answers(int gateway) {
        try {
            return tenant.api().get(gateway, "/v1/jobs?limit=1").good();
        } catch (IOException _) {
            return false;
        }
    }
}
