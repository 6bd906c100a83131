package dev.sluice.jobstore.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who is told what happens to a tenant's jobs.
///
/// @param events words of [EventType]; null for all `job.*` and `endpoint.disabled`
/// @param previousUntil until when the secret before the last rotation signs as well; null where none does
/// @param resolved whether its name had an address when it was last looked up
/// @param disabledAt since when nothing is sent to it; null while it is on
/// @param disabledReason set with `disabledAt`
/// @param failingSince the first failure after the last success; null while it works
/// @param warnedAt when its tenant was told that it will be switched off; null while it was not
/// @param disabledNotBefore when it will be switched off if nothing succeeds; null while it works
public record WebhookEndpoint(
        String id,
        String tenant,
        String url,
        @Nullable List<String> events,
        @Nullable String description,
        Signing signing,
        @Nullable Instant previousUntil,
        boolean resolved,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant disabledAt,
        @Nullable DisabledReason disabledReason,
        @Nullable Instant failingSince,
        @Nullable Instant lastFailureAt,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant warnedAt,
        @Nullable Instant disabledNotBefore) {

    public enum DisabledReason {
        /// Nothing succeeded for five days.
        FAILING,
        /// It answered 410.
        GONE,
        /// Its owner wanted it.
        CLIENT
    }

    public boolean enabled() {
        return disabledAt == null;
    }
}
