package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.webhook.WebhookDelivery.GaveUp;
import dev.sluice.jobstore.webhook.WebhookDelivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is due, in which order, and what becomes of it.
class DeliveryQueueIT extends WebhookTestCase {
    private DeliveryQueue queue;

    @BeforeEach
    void makeQueue() {
        queue = queue("a");
    }

    @Test
    void anEventWaitsForTheOneBefore() {
        endpoint();
        var job = store.submitAnalysis("how many?");
        succeed(started(job.id()));

        for (var type : List.of("job.queued", "job.started", "job.succeeded")) {
            var due = take(queue);
            assertThat(due).extracting(Outgoing::type).containsExactly(type);
            assertThat(take(queue)).isEmpty();
            assertThat(queue.settle(due.getFirst(), delivered())).isTrue();
        }
        assertThat(take(queue)).isEmpty();
    }

    @Test
    void jobsDoNotWaitForEachOther() {
        endpoint();
        store.submitAnalysis("one");
        store.submitAnalysis("two");

        assertThat(take(queue)).hasSize(2);
    }

    @Test
    void linksBeginWithThePublicAddressFromTheFirstAttemptOn() {
        var endpoint = endpoint("job.queued");
        var job = store.submitAnalysis("how many?");

        var first = take(queue).getFirst();
        assertThat(first.payload())
                .contains("\"self\":\"https://sluice.example/v1/jobs/" + job.id() + "\"");
        queue.settle(first, failed(500));
        later(Duration.ofSeconds(10));

        var second = take(queue).getFirst();
        assertThat(second.payload()).isEqualTo(first.payload());
        assertThat(second.messageId()).isEqualTo(first.messageId());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(log(endpoint).getFirst().payload()).isEqualTo(first.payload());
    }

    @Test
    void tenAttemptsAreMadeOverThreeDays() {
        var endpoint = endpoint("job.queued");
        store.submitAnalysis("how many?");
        queue.settle(take(queue).getFirst(), failed(500));
        later(Duration.ofSeconds(6));
        queue.settle(take(queue).getFirst(), failed(500));
        for (int minutes : List.of(5, 30, 120, 300, 600, 840, 1200, 1440)) {
            assertThat(take(queue)).isEmpty();
            later(Duration.ofSeconds(minutes * 48L));
            assertThat(take(queue)).isEmpty();
            later(Duration.ofSeconds(minutes * 24L));
            assertThat(queue.settle(take(queue).getFirst(), failed(500))).isTrue();
        }

        later(Duration.ofDays(30));
        assertThat(take(queue)).isEmpty();
        var delivery = log(endpoint).getFirst();
        assertThat(delivery.attempts()).isEqualTo(10);
        assertThat(delivery.state()).isEqualTo(State.GIVEN_UP);
        assertThat(delivery.gaveUp()).isEqualTo(GaveUp.FAILED);
        assertThat(deliveries().attempts(List.of(delivery.id())).get(delivery.id())).hasSize(10);
    }

    @Test
    void aLaterEventGoesOutWhenTheEarlierIsGivenUp() {
        endpoint();
        var job = store.submitAnalysis("how many?");
        for (int i = 0; i < 10; i++) {
            queue.settle(take(queue).getFirst(), failed(500));
            later(Duration.ofHours(30));
        }
        succeed(started(job.id()));

        assertThat(take(queue)).extracting(Outgoing::type).containsExactly("job.started");
    }

    @Test
    void aLaterEventBringsTheNextAttemptForward() {
        var endpoint = endpoint();
        var job = store.submitAnalysis("how many?");
        queue.settle(take(queue).getFirst(), failed(500));
        later(Duration.ofSeconds(6));
        queue.settle(take(queue).getFirst(), failed(500));
        later(Duration.ofSeconds(20));
        assertThat(take(queue)).isEmpty();

        var running = started(job.id());

        var early = take(queue).getFirst();
        assertThat(early.type()).isEqualTo("job.queued");
        queue.settle(early, failed(500));
        succeed(running);
        assertThat(log(endpoint).getFirst().nextAttemptAt())
                .as("not more often than every five seconds")
                .isEqualTo(early.timestamp().plus(clock().ahead()).plusSeconds(5));
        later(Duration.ofSeconds(5));
        var again = take(queue).getFirst();
        assertThat(again.messageId()).isEqualTo(early.messageId());
        queue.settle(again, delivered());
        assertThat(take(queue)).extracting(Outgoing::type).containsExactly("job.started");
    }

    @Test
    void anEventThatComesWhileTheEarlierIsOnItsWayBringsItsNextAttemptForward() {
        endpoint();
        var job = store.submitAnalysis("how many?");
        queue.settle(take(queue).getFirst(), failed(500));
        later(Duration.ofSeconds(6));
        var onItsWay = take(queue).getFirst();
        started(job.id());
        queue.settle(onItsWay, failed(500));

        later(Duration.ofSeconds(5));
        assertThat(take(queue)).extracting(Outgoing::type).containsExactly("job.queued");
    }

    @Test
    void anAttemptThatWasBroughtForwardTakesNoneOfTheScheduleAway() {
        var endpoint = endpoint();
        var job = store.submitAnalysis("how many?");
        queue.settle(take(queue).getFirst(), failed(500));
        later(Duration.ofSeconds(6));
        queue.settle(take(queue).getFirst(), failed(500));
        var scheduled = Objects.requireNonNull(log(endpoint).getFirst().nextAttemptAt());
        started(job.id());
        later(Duration.ofSeconds(5));
        queue.settle(take(queue).getFirst(), failed(500));

        assertThat(log(endpoint).getFirst().nextAttemptAt()).isEqualTo(scheduled);
    }

    @Test
    void aLateMarkChangesNothing() {
        var endpoint = endpoint("job.queued");
        store.submitAnalysis("how many?");
        var lost = take(queue).getFirst();
        store.db()
                .update(WEBHOOK_DELIVERY)
                .set(WEBHOOK_DELIVERY.LEASE_UNTIL, Instant.EPOCH)
                .execute();
        assertThat(queue.takeBack()).isEqualTo(1);
        var other = queue("b");
        var again = take(other).getFirst();
        assertThat(again.messageId()).isEqualTo(lost.messageId());

        assertThat(queue.settle(lost, failed(410))).isFalse();
        assertThat(log(endpoint).getFirst().state()).isEqualTo(State.SENDING);
        assertThat(endpoints().find(null, endpoint.id()).orElseThrow().enabled()).isTrue();
        assertThat(other.settle(again, delivered())).isTrue();

        assertThat(queue.settle(lost, failed(500))).isFalse();
        assertThat(log(endpoint).getFirst().state()).isEqualTo(State.DELIVERED);
        var attempts = deliveries().attempts(List.of(lost.id())).get(lost.id());
        assertThat(attempts)
                .extracting(DeliveryAttempt::failure)
                .containsExactly("sender_lost", null);
    }

    @Test
    void aLeaseThatHasTimeIsNotTakenBack() {
        endpoint("job.queued");
        store.submitAnalysis("how many?");
        take(queue);

        assertThat(queue.takeBack()).isZero();
    }

    @Test
    void anEndpointHasOnlySoManyOnTheirWay() {
        endpoint("job.queued");
        var few = queue("few", new DeliveryQueue.Limits(64, 3));
        var too = queue("too", new DeliveryQueue.Limits(64, 3));
        IntStream.range(0, 8).forEach(i -> store.submitAnalysis("question " + i));

        var first = take(few);
        assertThat(first).hasSize(3);
        assertThat(take(few)).isEmpty();
        assertThat(take(too)).isEmpty();
        few.settle(first.getFirst(), delivered());
        assertThat(take(too)).hasSize(1);
    }

    @Test
    void anEndpointThatFailsIsTriedByOneAtATime() {
        endpoint("job.queued");
        IntStream.range(0, 5).forEach(i -> store.submitAnalysis("question " + i));
        take(queue).forEach(delivery -> queue.settle(delivery, failed(500)));
        later(Duration.ofSeconds(10));

        var alone = take(queue);
        assertThat(alone).hasSize(1);
        queue.settle(alone.getFirst(), delivered());
        assertThat(take(queue)).hasSize(4);
    }

    @Test
    void anEndpointThatAsksForItIsLeftAlone() {
        var endpoint = endpoint("job.queued");
        store.submitAnalysis("one");
        queue.settle(take(queue).getFirst(), failed(429, Duration.ofSeconds(90)));
        store.submitAnalysis("two");

        assertThat(take(queue)).isEmpty();
        later(Duration.ofSeconds(91));
        assertThat(take(queue)).hasSize(1);
        assertThat(log(endpoint)).hasSize(2);
    }

    @Test
    void retryAfterIsHonouredUpToADay() {
        endpoint("job.queued");
        store.submitAnalysis("one");
        queue.settle(take(queue).getFirst(), failed(503, Duration.ofDays(365)));
        later(Duration.ofHours(23));
        assertThat(take(queue)).isEmpty();

        later(Duration.ofMinutes(61));
        assertThat(take(queue)).hasSize(1);
    }

    @Test
    void noLaterEventBringsForwardWhatTheReceiverPutOff() {
        endpoint();
        var job = store.submitAnalysis("one");
        queue.settle(take(queue).getFirst(), failed(500, Duration.ofHours(2)));
        later(Duration.ofMinutes(30));
        started(job.id());

        assertThat(take(queue)).isEmpty();
        later(Duration.ofMinutes(91));
        assertThat(take(queue)).hasSize(1);
    }

    @Test
    void goneSwitchesTheEndpointOffAndTellsTheOthers() {
        var gone = endpoint("job.queued");
        var other = endpoint();
        store.submitAnalysis("one");
        store.submitAnalysis("two");
        var toGone = take(queue).stream().filter(d -> d.endpointId().equals(gone.id())).toList();

        queue.settle(toGone.getFirst(), failed(410));

        var off = endpoints().find(null, gone.id()).orElseThrow();
        assertThat(off.disabledReason()).isEqualTo(WebhookEndpoint.DisabledReason.GONE);
        assertThat(types(log(other))).contains("endpoint.disabled");
        assertThat(types(log(gone))).doesNotContain("endpoint.disabled");
        store.submitAnalysis("three");
        assertThat(take(queue)).noneMatch(d -> d.endpointId().equals(gone.id()));
    }

    @Test
    void aTestIsSentOnce() {
        var endpoint = endpoint("job.failed");
        deliveries().test(null, endpoint.id(), OWNER);

        var test = take(queue).getFirst();
        assertThat(test.type()).isEqualTo("webhook.test");
        queue.settle(test, failed(500));

        assertThat(log(endpoint).getFirst().state()).isEqualTo(State.GIVEN_UP);
        assertThat(endpoints().find(null, endpoint.id()).orElseThrow().failingSince()).isNull();
    }

    @Test
    void aResendKeepsTheIdAndStandsOutsideTheOrder() {
        var endpoint = endpoint();
        var job = store.submitAnalysis("how many?");
        var first = take(queue).getFirst();
        queue.settle(first, failed(500));
        started(job.id());

        var resent = deliveries().resend(null, first.id(), OWNER);

        assertThat(resent.messageId()).isEqualTo(first.messageId());
        assertThat(resent.id()).isNotEqualTo(first.id());
        var due = take(queue);
        assertThat(due).extracting(Outgoing::id).containsExactly(resent.id());
        assertThat(due.getFirst().payload()).isEqualTo(first.payload());
        queue.settle(due.getFirst(), delivered());
        assertThat(log(endpoint)).hasSize(3);
    }

    @Test
    void tenantsAreServedInTurns() {
        store.db()
                .execute(
                        "insert into tenant (id, name) values ('small', 'small') on conflict do nothing");
        store.db()
                .execute(
                        "insert into source (id, tenant_id, name, kind, url, schemas, tables, warnings, version)"
                                + " values ('src_small', 'small', 'retail', 'postgresql', 'x', '{}', '{}', '{}', 1)"
                                + " on conflict do nothing");
        var few = queue("few", new DeliveryQueue.Limits(4, 2));
        IntStream.range(0, 6).forEach(i -> endpoint("job.queued"));
        var small = endpointOf("small", "https://small.example/", "job.queued");
        IntStream.range(0, 3).forEach(i -> store.submitAnalysis("question " + i));
        deliveries().test(null, small.id(), OWNER);

        assertThat(take(few)).anyMatch(d -> d.endpointId().equals(small.id())).hasSize(3);
    }
}
