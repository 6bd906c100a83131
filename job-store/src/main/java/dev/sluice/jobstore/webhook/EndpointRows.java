package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.noCondition;

import dev.sluice.jobstore.schema.tables.records.WebhookEndpointRecord;
import dev.sluice.jobstore.webhook.WebhookEndpoint.DisabledReason;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/// Rows of `webhook_endpoint`, and which of them a tenant may see.
final class EndpointRows {
    private EndpointRows() {}

    /// @param tenant null for any
    static Condition one(@Nullable String tenant, String id) {
        return WEBHOOK_ENDPOINT.ID.eq(id).and(of(tenant));
    }

    /// Those that clients made and have not deleted.
    ///
    /// @param tenant null for any
    static Condition of(@Nullable String tenant) {
        return WEBHOOK_ENDPOINT
                .DELETED_AT
                .isNull()
                .and(WEBHOOK_ENDPOINT.ONE_OFF.isFalse())
                .and(tenant == null ? noCondition() : WEBHOOK_ENDPOINT.TENANT_ID.eq(tenant));
    }

    static WebhookEndpoint view(WebhookEndpointRecord row) {
        var events = row.getEvents();
        var reason = row.getDisabledReason();
        return new WebhookEndpoint(
                row.getId(),
                row.getTenantId(),
                row.getUrl(),
                events == null ? null : List.of(events),
                row.getDescription(),
                Signing.valueOf(row.getSigning()),
                row.getPreviousUntil(),
                row.getResolved(),
                row.getCreatedAt(),
                row.getUpdatedAt(),
                row.getDisabledAt(),
                reason == null ? null : DisabledReason.valueOf(reason),
                row.getFailingSince(),
                row.getLastFailureAt(),
                row.getLastSuccessAt(),
                row.getWarnedAt(),
                disabledNotBefore(row));
    }

    private static @Nullable Instant disabledNotBefore(WebhookEndpointRecord row) {
        var since = row.getFailingSince();
        if (since == null || row.getDisabledAt() != null) {
            return null;
        }
        var end = since.plus(SwitchOff.AFTER);
        var warned = row.getWarnedAt();
        return warned != null && warned.plus(SwitchOff.WARNING).isAfter(end)
                ? warned.plus(SwitchOff.WARNING)
                : end;
    }
}
