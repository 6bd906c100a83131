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
    private static final int REMEMBERED = 50;

    private final String name;
    private final Tenant tenant;
    private final History history;
    private final Bounds bounds;
    private final Random random;
    private final Acting acting;
    private final Creating creating;
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
        this.acting = new Acting(tenant, history, random);
        this.creating = new Creating(tenant, history, bounds, random);
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
        return creating.untilKnown(
                        what,
                        route,
                        key,
                        body,
                        (line, number, answer) -> {
                            line.with("kind", kind).with("body", number == 1 ? body : null);
                            Creating.tellJob(line, answer);
                        })
                .map(answer -> answer.body().path("id").asString(""));
    }

    /// An answer of 202 is a promise.
    private void cancel(String id) {
        for (var tries = 1; tries <= 3 && bounds.patient(); tries++) {
            if (acting.act("cancel", "POST", id, "/cancel", null)) {
                return;
            }
        }
    }

    private void delete(String id) {
        acting.act("delete", "DELETE", id, "", null);
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
