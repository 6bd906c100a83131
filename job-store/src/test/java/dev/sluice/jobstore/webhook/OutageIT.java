package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.jobstore.webhook.WebhookDelivery.Kind;
import dev.sluice.jobstore.webhook.WebhookDelivery.State;
import dev.sluice.jobstore.webhook.WebhookEndpoint.DisabledReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Days without a receiver, which pass in seconds.
class OutageIT extends WebhookTestCase {
    private DeliveryQueue queue;

    @BeforeEach
    void makeQueue() {
        queue = queue("a");
    }

    @Test
    void afterADayEveryEventArrivesAtItsNextAttemptAndInOrder() {
        var endpoint = endpoint();
        var end = now().plus(Duration.ofHours(24));
        for (int i = 0; i < 12; i++) {
            var job = store.submitAnalysis("question " + i);
            work(failed(503));
            if (i % 3 > 0) {
                var running = started(job.id());
                work(failed(503));
                if (i % 3 > 1) {
                    succeed(running);
                }
            }
        }
        while (jumpToNext(end)) {
            work(failed(503));
        }
        clock().setAhead(clock().ahead().plus(Duration.between(now(), end)));
        var expected = nextAttempts();
        assertThat(expected).isNotEmpty();

        var arrived = new HashMap<String, Instant>();
        var lines = new HashMap<String, List<Long>>();
        while (jumpToNext(end.plus(Duration.ofDays(10)))) {
            for (var delivery : take(queue)) {
                arrived.putIfAbsent(delivery.id(), now());
                lines.computeIfAbsent(
                                Objects.requireNonNull(delivery.jobId()), _ -> new ArrayList<>())
                        .add(sequence(delivery));
                queue.settle(delivery, delivered());
            }
        }

        assertThat(log(endpoint)).allMatch(delivery -> delivery.state() == State.DELIVERED);
        expected.forEach((id, due) ->
                assertThat(arrived.get(id)).isBeforeOrEqualTo(due.plus(Duration.ofMinutes(6))));
        lines.values().forEach(sequences -> assertThat(sequences).isSorted());
    }

    @Test
    void fiveDaysOfFailureSwitchItOffAfterAWarningAndAReplayBringsAllBack() {
        var endpoint = endpoint("job.queued");
        var other = endpoint("endpoint.disabled");
        var warned = Duration.ZERO;
        var off = Duration.ZERO;
        var began = now();
        for (int hour = 0; hour < 24 * 7 && off.isZero(); hour += 6) {
            store.submitAnalysis("at hour " + hour);
            work(failed(500));
            chores().switchOff();
            var seen = endpoints().find(null, endpoint.id()).orElseThrow();
            if (warned.isZero() && seen.warnedAt() != null) {
                warned = Duration.between(began, now());
            }
            if (!seen.enabled()) {
                off = Duration.between(began, now());
                assertThat(seen.disabledReason()).isEqualTo(DisabledReason.FAILING);
            }
            later(Duration.ofHours(6));
        }
        assertThat(warned).isBetween(Duration.ofDays(4), Duration.ofHours(4 * 24 + 7));
        assertThat(off).isBetween(Duration.ofDays(5), Duration.ofHours(5 * 24 + 7));
        assertThat(types(log(other))).containsExactly("endpoint.failing", "endpoint.disabled");
        store.submitAnalysis("while it is off");
        chores().giveUpUnsent();
        assertThat(log(endpoint)).allMatch(delivery -> delivery.state() == State.GIVEN_UP);
        var missed = messages(log(endpoint));

        endpoints().change(null, endpoint.id(), new EndpointChange(null, null, null, true), OWNER);
        assertThat(take(queue)).allMatch(d -> d.endpointId().equals(other.id()));
        deliveries().replay(null, endpoint.id(), began, null, true, OWNER);

        var arrived = new HashSet<String>();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> {
                    for (var delivery : take(queue)) {
                        assertThat(delivery.kind()).isEqualTo(Kind.REPLAY);
                        arrived.add(delivery.messageId());
                        queue.settle(delivery, delivered());
                    }
                    return arrived.size() == missed.size();
                });
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(missed);
        // nothing is left to be sent again
        deliveries().replay(null, endpoint.id(), began, null, true, OWNER);
        chores().goOnWithReplays();
        assertThat(take(queue)).isEmpty();
    }

    @Test
    void twoFailuresFarApartAreNotFiveDaysOfFailure() {
        var endpoint = endpoint("job.queued");
        store.submitAnalysis("one");
        do {
            work(failed(500));
            chores().switchOff();
        } while (jumpToNext(now().plus(Duration.ofDays(2))));
        later(Duration.ofDays(20));
        store.submitAnalysis("two");
        work(failed(500));
        chores().switchOff();

        var seen = endpoints().find(null, endpoint.id()).orElseThrow();
        assertThat(seen.failingSince()).isAfter(now().minus(Duration.ofHours(1)));
        assertThat(seen.enabled()).isTrue();
    }

    @Test
    void oneSuccessEndsTheFailure() {
        var endpoint = endpoint("job.queued");
        store.submitAnalysis("one");
        work(failed(500));
        later(Duration.ofSeconds(10));
        work(delivered());

        var seen = endpoints().find(null, endpoint.id()).orElseThrow();
        assertThat(seen.failingSince()).isNull();
        assertThat(seen.lastSuccessAt()).isNotNull();
    }

    @Test
    void aReplayOfEverythingBringsForwardWhatWaitsAndDoublesNothing() {
        var endpoint = endpoint("job.queued");
        store.submitAnalysis("one");
        work(delivered());
        store.submitAnalysis("two");
        work(failed(500));
        var began = now().minus(Duration.ofMinutes(1));

        deliveries().replay(null, endpoint.id(), began, null, false, OWNER);
        chores().goOnWithReplays();

        await().atMost(Duration.ofMinutes(1)).until(() -> log(endpoint).size() == 3);
        var due = new ArrayList<Kind>();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> {
                    for (var delivery : take(queue)) {
                        due.add(delivery.kind());
                        queue.settle(delivery, delivered());
                    }
                    return due.size() == 2;
                });
        assertThat(due).containsExactlyInAnyOrder(Kind.EVENT, Kind.REPLAY);
    }

    private static WebhookChores chores() {
        return store.bean(WebhookChores.class);
    }

    private void work(Sent sent) {
        for (var due = take(queue); !due.isEmpty(); due = take(queue)) {
            due.forEach(delivery -> queue.settle(delivery, sent));
        }
    }

    private static Instant now() {
        return store.db().select(clock().now()).fetchSingle().value1();
    }

    /// @return whether something is due before the end
    private static boolean jumpToNext(Instant end) {
        var next =
                store.db()
                        .select(DSL.min(WEBHOOK_DELIVERY.DUE_AT))
                        .from(WEBHOOK_DELIVERY)
                        .where(DueDeliveries.PENDING)
                        .fetchSingle()
                        .value1();
        if (next == null || next.isAfter(end)) {
            return false;
        }
        var now = now();
        if (next.isAfter(now)) {
            later(Duration.between(now, next).plusMillis(1));
        } else {
            // it is due, and its endpoint rests
            later(Duration.ofSeconds(1));
        }
        return true;
    }

    private static Map<String, Instant> nextAttempts() {
        return store.db()
                .select(WEBHOOK_DELIVERY.ID, WEBHOOK_DELIVERY.DUE_AT)
                .from(WEBHOOK_DELIVERY)
                .where(DueDeliveries.PENDING, WEBHOOK_DELIVERY.DUE_AT.isNotNull())
                .fetchMap(WEBHOOK_DELIVERY.ID, WEBHOOK_DELIVERY.DUE_AT);
    }

    private static Long sequence(Outgoing delivery) {
        return Objects.requireNonNull(
                deliveries().find(StoreFixture.TENANT, delivery.id()).orElseThrow().sequence());
    }

    private static List<String> messages(List<WebhookDelivery> deliveries) {
        return deliveries.stream().map(WebhookDelivery::messageId).toList();
    }
}
