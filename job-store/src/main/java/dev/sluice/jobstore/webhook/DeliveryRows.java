package dev.sluice.jobstore.webhook;

import dev.sluice.jobstore.schema.tables.records.WebhookDeliveryRecord;
import dev.sluice.jobstore.webhook.WebhookDelivery.GaveUp;
import dev.sluice.jobstore.webhook.WebhookDelivery.Kind;
import dev.sluice.jobstore.webhook.WebhookDelivery.State;

/// Rows of `webhook_delivery` as their owners see them.
final class DeliveryRows {
    private DeliveryRows() {}

    static WebhookDelivery view(WebhookDeliveryRecord row) {
        var state = State.valueOf(row.getState());
        var gaveUp = row.getGaveUp();
        return new WebhookDelivery(
                row.getId(),
                row.getEndpointId(),
                row.getTenantId(),
                row.getJobId(),
                row.getSequence(),
                row.getType(),
                Kind.valueOf(row.getKind()),
                row.getMessageId(),
                row.getPayload(),
                state,
                row.getAttempt(),
                state == State.PENDING ? row.getDueAt() : null,
                row.getCreatedAt(),
                row.getFinishedAt(),
                gaveUp == null ? null : GaveUp.valueOf(gaveUp));
    }
}
