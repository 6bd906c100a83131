package dev.sluice.benchmarks.chaos.load;

import dev.sluice.benchmarks.chaos.history.History;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One customer of a tenant who submits jobs in batches and acts on each batch as a whole. Nobody else
/// touches those jobs. All tenants give their lots the same tags: an action that reached beyond its tenant
/// would hit another's.
final class Lots {
    private static final String ROUTE = "/v1/jobs/actions";
    private static final Duration BETWEEN = Duration.ofMillis(400);
    private static final int LEAST = 2;
    private static final int MOST = 6;

    private final Tenant tenant;
    private final History history;
    private final Bounds bounds;
    private final Random random;
    private final Creating creating;
    private final Following following;

    Lots(Tenant tenant, History history, Bounds bounds, Random random) {
        this.tenant = tenant;
        this.history = history;
        this.bounds = bounds;
        this.random = random;
        this.creating = new Creating(tenant, history, bounds, random);
        this.following = new Following(tenant.id() + "-lots", tenant, history, bounds, random);
    }

    void run() {
        for (int number = 1; bounds.open(); number++) {
            bring("lot-" + number);
            Bounds.pause(Duration.ofMillis(500 + random.nextInt(3_500)));
        }
    }

    /// What is planned for a lot: to be cancelled while it runs, and tried again; deleted in the end.
    private record Plan(boolean cancel, boolean retry, boolean delete, boolean stop) {
        static Plan random(Random random) {
            var cancel = random.nextInt(10) < 7;
            return new Plan(
                    cancel,
                    random.nextInt(10) < 3,
                    random.nextInt(10) < 5,
                    random.nextInt(10) == 0);
        }

        /// A job that asks and is tried again would ask again, and nobody would look.
        boolean asks() {
            return cancel && !retry;
        }
    }

    private void bring(String lot) {
        var plan = Plan.random(random);
        var jobs = submit(lot, plan);
        if (jobs.isEmpty()) {
            return;
        }
        if (plan.cancel) {
            Bounds.pause(Duration.ofMillis(random.nextInt(2_500)));
            count("cancel", lot);
            act("cancel", lot, plan.stop);
        }
        for (var job : jobs) {
            if (following.pollUntilTheEnd(job).isEmpty()) {
                return; // what has not ended is neither tried again nor deleted
            }
        }
        if (plan.retry) {
            if (act("retry", lot, false).isEmpty() || !hasEnded(lot)) {
                return;
            }
        }
        count("delete", lot);
        if (plan.delete) {
            act("delete", lot, false);
        }
    }

    /// @return ids of the jobs that were accepted
    private List<String> submit(String lot, Plan plan) {
        var key = UUID.randomUUID().toString();
        var entries = entries(key, lot, plan);
        var bodies = entries.stream().map(Entry::body).toList();
        var accepted = new ArrayList<String>();
        creating.untilKnown(
                        "batch",
                        "/v1/jobs/batch",
                        key,
                        Map.of("jobs", bodies),
                        (line, number, answer) -> {
                            line.with("entries", entries.size());
                            if (answer != null && answer.good()) {
                                line.with("items", answer.body().path("items").size());
                            }
                            for (int i = 0; i < entries.size(); i++) {
                                outcome(key + "-" + i, lot, entries.get(i), number, answer, i);
                            }
                        })
                .ifPresent(answer ->
                        answer.body()
                                .path("items")
                                .forEach(item -> {
                                    if (item.has("job")) {
                                        accepted.add(item.path("job").path("id").asString(""));
                                    }
                                }));
        return accepted;
    }

    /// An entry is a submission like any other.
    private void outcome(
            String key,
            String lot,
            Entry entry,
            int number,
            Api.@Nullable Answer answer,
            int index) {
        var item =
                answer != null && answer.good()
                        ? answer.body().path("items").path(index)
                        : Api.JSON.missingNode();
        var line =
                history.line("submit")
                        .with("tenant", tenant.id())
                        .with("lot", lot)
                        .with("key", key)
                        .with("kind", entry.kind())
                        .with("try", number)
                        .with("body", number == 1 ? entry.body() : null);
        if (!item.isMissingNode()) {
            line.with("answered", true)
                    .with("status", item.path("status").asInt(0))
                    .with("code", item.path("problem").path("code").asString(null))
                    .with("job", item.path("job").path("id").asString(null))
                    .with("job_tenant", item.path("job").path("tenant").asString(null));
        } else if (answer != null) {
            line.with("status", answer.status());
        }
        line.write();
    }

    private record Entry(String kind, Map<String, Object> body) {}

    private List<Entry> entries(String key, String lot, Plan plan) {
        var entries = new ArrayList<Entry>();
        var count = LEAST + random.nextInt(MOST - LEAST + 1);
        for (int i = 0; i < count; i++) {
            var dice = random.nextInt(10);
            var wish = dice < 2 ? Wish.wrong(random) : Wish.quick(random);
            var body = new HashMap<>(wish.tagged("wish-" + key + "-" + i, lot));
            body.put("type", wish.type());
            if (plan.asks() && wish.type().equals("analysis") && dice == 9) {
                body.put("tags", List.of("chaos", "wish-" + key + "-" + i, lot, Reviews.ASK));
            }
            entries.add(new Entry(wish.kind(), body));
        }
        return entries;
    }

    /// How many jobs the action would be done to; nothing is done.
    private void count(String action, String lot) {
        var line =
                history.line("dry-run")
                        .with("tenant", tenant.id())
                        .with("lot", lot)
                        .with("action", action);
        matched(action, lot).ifPresent(matched -> line.with("matched", matched).write());
    }

    private Optional<Long> matched(String action, String lot) {
        var body = new HashMap<>(request(action, lot));
        body.put("dry_run", true);
        try {
            var gateway = random.nextInt(tenant.api().gateways());
            var answer = tenant.api().post(gateway, ROUTE, body);
            return answer.good()
                    ? Optional.of(answer.body().path("matched").asLong(-1))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // a question that changes nothing
        }
    }

    /// Until the action has ended.
    ///
    /// @param stop whether to stop it in its midst
    private Optional<JsonNode> act(String action, String lot, boolean stop) {
        var key = UUID.randomUUID().toString();
        return creating.untilKnown(
                        "bulk",
                        ROUTE,
                        key,
                        request(action, lot),
                        (line, number, answer) -> {
                            line.with("action", action).with("lot", lot);
                            Creating.tellJob(line, answer);
                        })
                .flatMap(answer -> {
                    var id = answer.body().path("id").asString("");
                    if (stop) {
                        cancel(id);
                    }
                    return following.pollUntilTheEnd(id);
                });
    }

    private static Map<String, Object> request(String action, String lot) {
        return Map.of("action", action, "filter", Map.of("tag", lot));
    }

    private void cancel(String id) {
        var line = history.line("cancel").with("tenant", tenant.id()).with("job", id);
        try {
            var gateway = random.nextInt(tenant.api().gateways());
            var answer = tenant.api().post(gateway, "/v1/jobs/" + id + "/cancel", Map.of());
            line.with("status", answer.status()).write();
        } catch (IOException e) {
            line.with("unknown", String.valueOf(e.getMessage())).write();
        }
    }

    /// Whether nothing is left of a lot that could still be cancelled.
    private boolean hasEnded(String lot) {
        while (bounds.patient()) {
            var open = matched("cancel", lot);
            if (open.isPresent() && open.get() == 0) {
                return true;
            }
            Bounds.pause(BETWEEN);
        }
        return false;
    }
}
