package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;

import dev.sluice.jobstore.StoreFixture;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.jobstore.secret.SecretBox;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/// A store whose deliveries the test itself sends, at times that it says.
abstract class WebhookTestCase {
    static final Caller OWNER =
            new Caller("key_1", StoreFixture.TENANT, StoreFixture.TENANT, Set.of());
    static final SigningSecret SECRET = secret("a");

    static StoreFixture store;

    @BeforeAll
    static void open() {
        store = StoreFixture.start();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @AfterEach
    void forget() {
        clock().setAhead(Duration.ZERO);
        store.db().deleteFrom(WEBHOOK_DELIVERY).execute();
        store.db().deleteFrom(WEBHOOK_ENDPOINT).execute();
    }

    static SigningSecret secret(String seed) {
        var text = Base64.getEncoder().encodeToString(seed.repeat(32).getBytes());
        return new SigningSecret(Signing.V1, "whsec_" + text);
    }

    static WebhookClock clock() {
        return store.bean(WebhookClock.class);
    }

    static WebhookEndpoints endpoints() {
        return store.bean(WebhookEndpoints.class);
    }

    static WebhookDeliveries deliveries() {
        return store.bean(WebhookDeliveries.class);
    }

    static DeliveryQueue queue(String sender) {
        return queue(sender, new DeliveryQueue.Limits(64, 8));
    }

    static DeliveryQueue queue(String sender, DeliveryQueue.Limits limits) {
        return new DeliveryQueue(
                store.db(),
                store.transaction(),
                store.bean(SecretBox.class),
                clock(),
                limits,
                sender,
                "https://sluice.example");
    }

    /// @param events none for all
    static WebhookEndpoint endpoint(String... events) {
        return endpointOf(StoreFixture.TENANT, "https://hooks.example/in", events);
    }

    static WebhookEndpoint endpointOf(String tenant, String url, String... events) {
        return endpoints()
                .create(
                        new NewEndpoint(
                                tenant,
                                url,
                                events.length == 0 ? null : List.of(events),
                                null,
                                SECRET,
                                true),
                        OWNER);
    }

    static List<Outgoing> take(DeliveryQueue queue) {
        return queue.take(Map.of()).deliveries();
    }

    static Sent delivered() {
        return new Sent(200, null, null, "ok", Duration.ofMillis(5), null);
    }

    static Sent failed(int status) {
        return failed(status, null);
    }

    static Sent failed(int status, @Nullable Duration retryAfter) {
        return new Sent(
                status,
                "status",
                "It answered " + status + ".",
                "",
                Duration.ofMillis(5),
                retryAfter);
    }

    /// Later by the clock that deliveries are due by.
    static void later(Duration time) {
        clock().setAhead(clock().ahead().plus(time));
    }

    static JobRecord started(String jobId) {
        return store.claimed(jobId, "worker");
    }

    static void fail(JobRecord job) {
        store.transitions()
                .failed(
                        job.getId(),
                        job.getAttempt(),
                        Problem.of(ProblemType.SOURCE_FAILED, "It broke."));
    }

    static void succeed(JobRecord job) {
        store.transitions().succeed(job.getId(), job.getAttempt(), "{}");
    }

    /// Oldest first.
    static List<WebhookDelivery> log(WebhookEndpoint endpoint) {
        return deliveries().ofEndpoint(null, endpoint.id(), 500, null).items().reversed();
    }

    static List<String> types(List<WebhookDelivery> deliveries) {
        return deliveries.stream().map(WebhookDelivery::type).toList();
    }
}
