package dev.sluice.benchmarks.chaos.load;

import dev.sluice.benchmarks.chaos.history.History;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// What a customer does to one job that it knows, written down with what came of it.
final class Acting {
    private final Tenant tenant;
    private final History history;
    private final Random random;

    Acting(Tenant tenant, History history, Random random) {
        this.tenant = tenant;
        this.history = history;
        this.random = random;
    }

    /// @param what it is called in the history
    /// @param path behind the job's
    /// @param body of the request, null for none
    /// @return whether the answer leaves nothing open
    boolean act(String what, String method, String id, String path, @Nullable Object body) {
        var gateway = random.nextInt(tenant.api().gateways());
        var line =
                history.line(what)
                        .with("tenant", tenant.id())
                        .with("job", id)
                        .with("gateway", gateway);
        try {
            var answer =
                    tenant.api().send(gateway, method, "/v1/jobs/" + id + path, body, Map.of());
            line.with("status", answer.status())
                    .with("code", answer.code().isEmpty() ? null : answer.code())
                    .with("state", answer.body().path("state").asString(null))
                    .write();
            return !answer.later();
        } catch (IOException e) {
            line.with("unknown", String.valueOf(e.getMessage())).write();
            return false;
        }
    }
}
