package dev.sluice.jobstore.webhook;

import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.lifecycle.Page;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What endpoints were told. `tenant` is in every query; null means any tenant (operators only). What is
/// asked for here is an audit line in the same transaction.
public interface WebhookDeliveries {
    /// Newest first; empty also where there is no such endpoint.
    ///
    /// @param cursor from the page before, or null; `validation_failed` when it is not one of ours
    Page<WebhookDelivery> ofEndpoint(
            @Nullable String tenant, String endpointId, int limit, @Nullable String cursor);

    /// Of all endpoints, also that of its `webhook_url`; newest first.
    Page<WebhookDelivery> ofJob(
            @Nullable String tenant, String jobId, int limit, @Nullable String cursor);

    Optional<WebhookDelivery> find(@Nullable String tenant, String id);

    /// In order, by delivery; one that was never sent is left out. The deliveries were found by one of the
    /// methods above.
    Map<String, List<DeliveryAttempt>> attempts(Collection<String> deliveryIds);

    /// Sends `webhook.test`, once.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `not_found`, or `wrong_state` while it is off
    WebhookDelivery test(@Nullable String tenant, String endpointId, Caller by);

    /// Sends an event again, with its `webhook-id` and outside the order.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `not_found`, or `wrong_state` while its endpoint is
    ///     off
    WebhookDelivery resend(@Nullable String tenant, String deliveryId, Caller by);

    /// Sends the events of a range again, each with its `webhook-id` and outside the order. What still waits
    /// for its next attempt is not doubled, but tried at once.
    ///
    /// @param from of the time when the events happened
    /// @param to null for now
    /// @param onlyFailed only what was not delivered
    /// @throws dev.sluice.model.problem.ProblemException `not_found`, or `wrong_state` while it is off
    Replay replay(
            @Nullable String tenant,
            String endpointId,
            Instant from,
            @Nullable Instant to,
            boolean onlyFailed,
            Caller by);

    /// A replay that was accepted; it goes on in the background.
    record Replay(String id, String endpointId, Instant from, Instant to, boolean onlyFailed) {}
}
