package dev.sluice.jobstore.webhook;

import dev.sluice.jobstore.webhook.WebhookDelivery.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A delivery that this process is to send now.
///
/// @param attempt the fence of its mark
/// @param url of its endpoint, to be judged before each connection
/// @param messageId `webhook-id`
/// @param timestamp `webhook-timestamp`, by the database's clock
/// @param payload the body, byte for byte
/// @param secrets what signs it, newest first
/// @param taken when, by this process's [System#nanoTime]: it must not be sent when its lease may be over
public record Outgoing(
        String id,
        int attempt,
        String endpointId,
        String tenant,
        @Nullable String jobId,
        Kind kind,
        String type,
        String url,
        String messageId,
        Instant timestamp,
        String payload,
        List<SigningSecret> secrets,
        long taken,
        Place place) {

    /// Where it stands in its schedule.
    ///
    /// @param failed attempts of the schedule that have failed
    /// @param scheduledAt when the schedule would have sent it
    /// @param early whether it is sent before, because a later event of its job has come
    record Place(int failed, Instant scheduledAt, boolean early) {}
}
