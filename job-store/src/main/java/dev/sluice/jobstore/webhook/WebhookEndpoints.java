package dev.sluice.jobstore.webhook;

import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.lifecycle.Page;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Endpoints as their owners see them: not those of a job's `webhook_url`, and none that was deleted.
/// `tenant` is in every query; null means any tenant (operators only). Each change is an audit line in the
/// same transaction.
public interface WebhookEndpoints {
    /// How long the secret before a rotation signs as well.
    Duration OVERLAP = Duration.ofHours(24);

    /// Joins the caller's transaction.
    WebhookEndpoint create(NewEndpoint endpoint, Caller by);

    /// Newest first.
    ///
    /// @param cursor from the page before, or null; `validation_failed` when it is not one of ours
    Page<WebhookEndpoint> list(@Nullable String tenant, int limit, @Nullable String cursor);

    Optional<WebhookEndpoint> find(@Nullable String tenant, String id);

    /// How many a tenant has.
    int count(String tenant);

    /// Switched off, it is sent nothing more: what waits is given up, and so is what happens meanwhile (a
    /// replay sends it later).
    ///
    /// @return empty when there is no such endpoint
    Optional<WebhookEndpoint> change(
            @Nullable String tenant, String id, EndpointChange change, Caller by);

    /// From here nobody finds it, and nothing more is sent to it.
    ///
    /// @return whether there was one
    boolean delete(@Nullable String tenant, String id, Caller by);

    /// Another secret; the one before signs beside it for [#OVERLAP], and one before that no longer.
    ///
    /// @return empty when there is no such endpoint
    Optional<WebhookEndpoint> rotate(
            @Nullable String tenant, String id, SigningSecret secret, Caller by);

    /// What signs its deliveries now, newest first; for public keys. Never to be shown.
    ///
    /// @return empty when there is no such endpoint
    List<SigningSecret> secrets(@Nullable String tenant, String id);

    /// What signs what goes to the `webhook_url` of a tenant's jobs; made at the first call, with 32 random
    /// bytes.
    SigningSecret defaultSecret(String tenant);
}
