package dev.sluice.benchmarks.chaos.load;

import dev.sluice.benchmarks.chaos.history.History;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Wants one thing after the other, and tells the history what came of each.
final class Customer {
    private static final Duration AFTER_A_REFUSAL = Duration.ofMillis(700);
    private static final int REMEMBERED = 50;

    private final String name;
    private final Tenant tenant;
    private final History history;
    private final Bounds bounds;
    private final Random random;
    private final Following following;
    private final Fetching fetching;
    private final Queue<String> seenByAll;

    Customer(
            String name,
            Tenant tenant,
            History history,
            Bounds bounds,
            Random random,
            Queue<String> seenByAll) {
        this.name = name;
        this.tenant = tenant;
        this.history = history;
        this.bounds = bounds;
        this.random = random;
        this.following = new Following(name, tenant, history, bounds, random);
        this.fetching = new Fetching(tenant, history, bounds, random);
        this.seenByAll = seenByAll;
    }

    static Queue<String> sharedMemory() {
        return new ConcurrentLinkedQueue<>();
    }

    void run() {
        while (bounds.open()) {
            if (random.nextInt(12) == 0) {
                lookAtForeignJob();
            }
            serve(Wish.random(random));
            Bounds.pause(Duration.ofMillis(random.nextInt(1_500)));
        }
    }

    private void serve(Wish wish) {
        var job = submit(wish);
        if (job.isEmpty()) {
            return;
        }
        var id = job.get();
        remember(id);
        var dice = random.nextInt(100);
        if (dice < 8) {
            return; // nobody asks for it any more; it has to end all the same
        }
        if (dice < 18) {
            Bounds.pause(Duration.ofMillis(random.nextInt(2_500)));
            cancel(id);
        }
        following.untilTheEnd(id).ifPresent(end -> afterTheEnd(id, end));
    }

    private void afterTheEnd(String id, JsonNode end) {
        switch (end.path("state").asString("")) {
            case "succeeded" -> {
                fetching.fetch(id, end.path("type").asString(""));
                if (random.nextInt(20) == 0) {
                    delete(id);
                }
            }
            case "failed", "cancelled" -> {
                if (random.nextInt(4) == 0) {
                    retry(id)
                            .ifPresent(again -> {
                                remember(again);
                                following.untilTheEnd(again);
                            });
                }
            }
            default -> {}
        }
    }

    /// Until it is known whether there is a job, with one key for all tries.
    private Optional<String> submit(Wish wish) {
        var key = UUID.randomUUID().toString();
        var body = wish.tagged("wish-" + key);
        return create("submit", wish.route(), key, body, wish.kind());
    }

    private Optional<String> retry(String id) {
        return create(
                "retry", "/v1/jobs/" + id + "/retry", UUID.randomUUID().toString(), null, "retry");
    }

    private Optional<String> create(
            String what,
            String route,
            String key,
            @Nullable Map<String, Object> body,
            String kind) {
        for (var tries = 1; bounds.patient(); tries++) {
            var gateway = random.nextInt(tenant.api().gateways());
            var line =
                    history.line(what)
                            .with("tenant", tenant.id())
                            .with("route", route)
                            .with("key", key)
                            .with("kind", kind)
                            .with("try", tries)
                            .with("gateway", gateway);
            if (body != null && tries == 1) {
                line.with("body", body);
            }
            try {
                var answer =
                        tenant.api()
                                .send(gateway, "POST", route, body, Map.of("Idempotency-Key", key));
                var id = answer.body().path("id").asString("");
                line.with("status", answer.status())
                        .with("code", answer.code().isEmpty() ? null : answer.code())
                        .with("job", answer.good() ? id : null)
                        .with("replayed", answer.header("Idempotency-Replayed").equals("true"))
                        .with(
                                "job_tenant",
                                answer.good() ? answer.body().path("tenant").asString("") : null)
                        .write();
                if (answer.good()) {
                    return Optional.of(id);
                }
                if (!answer.later()) {
                    return Optional.empty();
                }
            } catch (IOException e) {
                line.with("unknown", String.valueOf(e.getMessage())).write();
            }
            Bounds.pause(AFTER_A_REFUSAL);
        }
        return Optional.empty();
    }

    /// An answer of 202 is a promise.
    private void cancel(String id) {
        for (var tries = 1; tries <= 3 && bounds.patient(); tries++) {
            if (act("cancel", "POST", id, "/cancel")) {
                return;
            }
        }
    }

    private void delete(String id) {
        act("delete", "DELETE", id, "");
    }

    /// @return whether the answer leaves nothing open
    private boolean act(String what, String method, String id, String path) {
        var gateway = random.nextInt(tenant.api().gateways());
        var line =
                history.line(what)
                        .with("tenant", tenant.id())
                        .with("job", id)
                        .with("gateway", gateway);
        try {
            var answer =
                    tenant.api().send(gateway, method, "/v1/jobs/" + id + path, null, Map.of());
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

    private void remember(String id) {
        seenByAll.add(tenant.id() + " " + id);
        while (seenByAll.size() > REMEMBERED) {
            seenByAll.poll();
        }
    }

    /// What another tenant has must look as if it were not there.
    private void lookAtForeignJob() {
        for (var seen : seenByAll) {
            var owner = seen.substring(0, seen.indexOf(' '));
            if (owner.equals(tenant.id())) {
                continue;
            }
            var id = seen.substring(seen.indexOf(' ') + 1);
            var line =
                    history.line("foreign")
                            .with("tenant", tenant.id())
                            .with("owner", owner)
                            .with("job", id);
            try {
                line.with("status", tenant.api().get(random.nextInt(2), "/v1/jobs/" + id).status())
                        .write();
            } catch (IOException e) {
                line.with("unknown", String.valueOf(e.getMessage())).write();
            }
            return;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
