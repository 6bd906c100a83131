package dev.sluice.benchmarks.chaos.load;

import dev.sluice.benchmarks.chaos.history.History;
import dev.sluice.benchmarks.chaos.rig.AskingAgents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// One customer of a tenant whose questions are looked at by a person first, who approves, rejects, cancels
/// or is too late.
final class Reviews {
    static final String ASK = AskingAgents.ASK;

    private static final int TRIES = 5;

    private final Bounds bounds;
    private final Random random;
    private final Acting acting;
    private final Creating creating;
    private final Following following;

    Reviews(Tenant tenant, History history, Bounds bounds, Random random) {
        this.bounds = bounds;
        this.random = random;
        this.acting = new Acting(tenant, history, random);
        this.creating = new Creating(tenant, history, bounds, random);
        this.following = new Following(tenant.id() + "-reviews", tenant, history, bounds, random);
    }

    void run() {
        while (bounds.open()) {
            ask();
            Bounds.pause(Duration.ofMillis(random.nextInt(3_000)));
        }
    }

    private void ask() {
        var dice = random.nextInt(10);
        var briefly = dice == 9;
        var key = UUID.randomUUID().toString();
        var wish = Wish.question(random);
        var body = new HashMap<>(wish.body());
        body.put(
                "tags",
                new ArrayList<>(
                        List.of(
                                "chaos",
                                "wish-" + key,
                                briefly ? AskingAgents.ASK_BRIEFLY : AskingAgents.ASK)));
        var job =
                creating.untilKnown(
                                "submit",
                                wish.route(),
                                key,
                                body,
                                (line, number, answer) -> {
                                    line.with("kind", wish.kind() + " after review")
                                            .with("body", number == 1 ? body : null);
                                    Creating.tellJob(line, answer);
                                })
                        .map(answer -> answer.body().path("id").asString(""));
        job.ifPresent(id -> look(id, dice));
    }

    private void look(String id, int dice) {
        var asks =
                following
                        .untilItAsks(id)
                        .filter(job -> job.path("state").asString("").equals("awaiting_review"));
        if (asks.isPresent() && dice < 9) {
            Bounds.pause(Duration.ofMillis(random.nextInt(2_000)));
            say(dice < 6 ? "approve" : dice < 8 ? "reject" : "cancel", id);
        }
        following.untilTheEnd(id);
    }

    /// Until the answer leaves nothing open.
    private void say(String verdict, String id) {
        for (int tries = 1; tries <= TRIES && bounds.patient(); tries++) {
            if (acting.act(verdict, "POST", id, "/" + verdict, Map.of())) {
                return;
            }
            Bounds.pause(Duration.ofMillis(500));
        }
    }
}
