package dev.sluice.jobstore.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came of sending a delivery once.
///
/// @param at `webhook-timestamp`
/// @param millis until the answer or the failure; null where the sender was lost
/// @param status of the answer; null where there was none
/// @param failure a word such as `timed_out`; null where it was delivered
/// @param detail of the failure, for people; it names no address
/// @param answer the first 16 kB of the answer's body; null where there was none
public record DeliveryAttempt(
        String deliveryId,
        int attempt,
        Instant at,
        @Nullable Integer millis,
        @Nullable Integer status,
        @Nullable String failure,
        @Nullable String detail,
        @Nullable String answer) {}
