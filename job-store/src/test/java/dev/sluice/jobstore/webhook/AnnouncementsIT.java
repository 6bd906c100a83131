package dev.sluice.jobstore.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.jobstore.webhook.WebhookDelivery.GaveUp;
import dev.sluice.jobstore.webhook.WebhookDelivery.State;
import dev.sluice.model.Json;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Priority;
import dev.sluice.model.request.AnalysisRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Events become delivery rows in the transaction that they happen in.
class AnnouncementsIT extends WebhookTestCase {
    private static final String HOOK = "https://callback.example/done?job=1";

    @Test
    void everyEventOfAJobIsWrittenDownWithItsSequence() {
        var endpoint = endpoint();
        var job = store.submitAnalysis("how many?");
        succeed(started(job.id()));

        var log = log(endpoint);
        assertThat(types(log)).containsExactly("job.queued", "job.started", "job.succeeded");
        var states =
                store.events().after(job.id(), 0, 100).stream()
                        .filter(event -> event.type().equals("state"))
                        .map(event -> event.sequence())
                        .toList();
        assertThat(log.stream().map(WebhookDelivery::sequence)).isEqualTo(states);
        assertThat(log).allMatch(delivery -> job.id().equals(delivery.jobId()));
        assertThat(log.stream().map(WebhookDelivery::messageId)).doesNotHaveDuplicates();
        assertThat(log).allMatch(delivery -> delivery.messageId().matches("msg_[0-9a-z]{26}"));
        assertThat(log).allMatch(delivery -> delivery.id().matches("dlv_[0-9a-z]{26}"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void theBodyIsTheContracts() {
        var endpoint = endpoint("job.queued");
        var job = store.submitAnalysis("how many?");

        var body = Json.read(log(endpoint).getFirst().payload(), Map.class);

        assertThat(body.keySet()).containsExactly("type", "timestamp", "data");
        assertThat(body).containsEntry("type", "job.queued");
        assertThat((String) body.get("timestamp")).matches("\\d{4}-.*\\.\\d{3}Z");
        var data = (Map<String, Object>) Objects.requireNonNull(body.get("data"));
        assertThat(data.keySet()).containsExactly("job_id", "sequence", "state", "type", "links");
        assertThat(data)
                .containsEntry("job_id", job.id())
                .containsEntry("sequence", 1)
                .containsEntry("state", "queued")
                .containsEntry("type", "analysis");
        assertThat((Map<String, Object>) data.get("links"))
                .containsEntry("self", "/v1/jobs/" + job.id());
    }

    @Test
    void whoWantsSomeEventsIsToldOfThose() {
        var failures = endpoint("job.failed");
        var ends = endpoint("job.succeeded", "job.failed");
        var job = store.submitAnalysis("how many?");
        fail(started(job.id()));

        assertThat(types(log(failures))).containsExactly("job.failed");
        assertThat(types(log(ends))).containsExactly("job.failed");
    }

    @Test
    void anotherTenantIsToldNothing() {
        store.db()
                .execute(
                        "insert into tenant (id, name) values ('other', 'other') on conflict do nothing");
        var other = endpointOf("other", "https://other.example/");
        succeed(started(store.submitAnalysis("how many?").id()));

        assertThat(log(other)).isEmpty();
    }

    @Test
    void startedIsToldOnce() {
        var endpoint = endpoint("job.started");
        var job = store.submitAnalysis("how many?");
        var first = started(job.id());
        store.transitions().giveBack(job.id(), first.getAttempt());
        succeed(started(job.id()));

        assertThat(types(log(endpoint))).containsExactly("job.started");
    }

    @Test
    void stagesAndRequestsToCancelAreNoStates() {
        var endpoint = endpoint();
        var job = store.submitAnalysis("how many?");
        var running = started(job.id());
        store.jobs().cancel(StoreFixture.TENANT, job.id());
        store.transitions().cancelled(job.id(), running.getAttempt());

        assertThat(types(log(endpoint)))
                .containsExactly("job.queued", "job.started", "job.cancelled");
    }

    @Test
    void whatWasRolledBackIsNotTold() {
        var endpoint = endpoint();
        store.transaction()
                .executeWithoutResult(status -> {
                    store.submitAnalysis("how many?");
                    status.setRollbackOnly();
                });

        assertThat(log(endpoint)).isEmpty();
    }

    @Test
    void callsAreNotTold() {
        var endpoint = endpoint();
        store.submissions()
                .submit(
                        new NewJob(
                                StoreFixture.TENANT,
                                JobType.CALL,
                                new dev.sluice.model.request.ExamplesCall(3),
                                null,
                                null,
                                "retail",
                                null,
                                List.of(),
                                Priority.HIGH,
                                Duration.ofMinutes(1),
                                null,
                                1));

        assertThat(log(endpoint)).isEmpty();
    }

    @Test
    void theHookOfAJobIsToldWhereItRestsAndHowItEnds() {
        var job = submit(HOOK);
        var other = submit(HOOK);
        succeed(started(job.id()));

        var log = deliveries().ofJob(StoreFixture.TENANT, job.id(), 10, null).items();
        assertThat(types(log)).containsExactly("job.succeeded");
        assertThat(deliveries().ofJob(StoreFixture.TENANT, other.id(), 10, null).items()).isEmpty();
        var sent = take(queue("a")).getFirst();
        assertThat(sent.url()).isEqualTo(HOOK);
        assertThat(sent.secrets()).containsExactly(endpoints().defaultSecret(StoreFixture.TENANT));
        assertThat(endpoints().list(StoreFixture.TENANT, 10, null).items()).isEmpty();
        assertThat(endpoints().find(StoreFixture.TENANT, sent.endpointId())).isEmpty();
    }

    @Test
    void theHookStaysWithARetry() {
        var job = submit(HOOK);
        fail(started(job.id()));

        var again = store.jobs().retry(StoreFixture.TENANT, job.id());
        succeed(started(again.id()));

        assertThat(types(deliveries().ofJob(null, again.id(), 10, null).items()))
                .containsExactly("job.succeeded");
    }

    @Test
    void aHookThatWasSwitchedOffIsOnAgainForTheNextJob() {
        var queue = queue("a");
        succeed(started(submit(HOOK).id()));
        assertThat(queue.settle(take(queue).getFirst(), failed(410))).isTrue();

        succeed(started(submit(HOOK).id()));

        assertThat(take(queue)).hasSize(1);
    }

    @Test
    void whatHappensWhileAnEndpointIsOffIsOnlyWrittenDown() {
        var endpoint = endpoint();
        endpoints().change(null, endpoint.id(), new EndpointChange(null, null, null, false), OWNER);
        var job = store.submitAnalysis("how many?");
        store.jobs().cancel(StoreFixture.TENANT, job.id());

        assertThat(log(endpoint))
                .hasSize(2)
                .allMatch(delivery -> delivery.state() == State.GIVEN_UP)
                .allMatch(delivery -> delivery.gaveUp() == GaveUp.ENDPOINT_DISABLED);
        assertThat(take(queue("a"))).isEmpty();
    }

    @Test
    void everyStateHasItsWord() {
        for (var state : JobState.values()) {
            assertThat(EventType.of(EventType.of(state).word())).contains(EventType.of(state));
        }
    }

    private static Job submit(String hook) {
        return store.submissions()
                .submit(
                        new NewJob(
                                        StoreFixture.TENANT,
                                        JobType.ANALYSIS,
                                        new AnalysisRequest("how many?", null, null),
                                        "how many?",
                                        null,
                                        "retail",
                                        null,
                                        List.of(),
                                        Priority.NORMAL,
                                        NewJob.DEFAULT_DEADLINE,
                                        null,
                                        1)
                                .withWebhookUrl(hook));
    }
}
