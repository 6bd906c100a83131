package dev.sluice.jobstore.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One event on its way to one endpoint.
///
/// @param jobId null where it is about no job
/// @param sequence of the job's event; null where it is about no job
/// @param type a word of [EventType]
/// @param messageId `webhook-id`: the same on every attempt, resend and replay of the event
/// @param payload the body as it goes out; before the first attempt its links are relative
/// @param attempts how often it was sent
/// @param nextAttemptAt null when it has ended, is on its way, or waits for an earlier event of its job
/// @param gaveUp set with `GIVEN_UP`
public record WebhookDelivery(
        String id,
        String endpointId,
        String tenant,
        @Nullable String jobId,
        @Nullable Long sequence,
        String type,
        Kind kind,
        String messageId,
        String payload,
        State state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable GaveUp gaveUp) {

    /// All but [#EVENT] stand outside the order.
    public enum Kind {
        EVENT,
        TEST,
        RESEND,
        REPLAY
    }

    public enum State {
        PENDING,
        SENDING,
        DELIVERED,
        GIVEN_UP
    }

    public enum GaveUp {
        /// All of its attempts failed.
        FAILED,
        /// The endpoint answered 410.
        GONE,
        ENDPOINT_DISABLED,
        ENDPOINT_DELETED
    }
}
