package dev.sluice.jobstore.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of sending a delivery.
///
/// @param status of the answer; null where there was none
/// @param failure a word such as `timed_out`; null where it was delivered
/// @param detail of the failure, for people; it names no address
/// @param answer the beginning of the answer's body
/// @param retryAfter how long the receiver asked to be left alone
public record Sent(
        @Nullable Integer status,
        @Nullable String failure,
        @Nullable String detail,
        @Nullable String answer,
        Duration took,
        @Nullable Duration retryAfter) {
    private static final int GONE = 410;

    boolean delivered() {
        return failure == null;
    }

    boolean gone() {
        return status != null && status == GONE;
    }
}
