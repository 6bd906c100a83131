package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.sluice.jobstore.schema.tables.records.WebhookEndpointRecord;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;

/// Tells a tenant's other endpoints what becomes of one; in the transaction in which it does.
final class EndpointNotices {
    private final DSLContext db;
    private final WebhookClock clock;

    EndpointNotices(DSLContext db, WebhookClock clock) {
        this.db = db;
        this.clock = clock;
    }

    void disabled(WebhookEndpointRecord endpoint) {
        var more = new LinkedHashMap<String, Object>();
        more.put("reason", endpoint.getDisabledReason().toLowerCase(java.util.Locale.ROOT));
        more.put("disabled_at", endpoint.getDisabledAt());
        more.put("failing_since", endpoint.getFailingSince());
        tell(EventType.ENDPOINT_DISABLED, endpoint, more);
    }

    void failing(WebhookEndpointRecord endpoint) {
        var view = EndpointRows.view(endpoint);
        var more = new LinkedHashMap<String, Object>();
        more.put("failing_since", view.failingSince());
        more.put("disabled_not_before", view.disabledNotBefore());
        tell(EventType.ENDPOINT_FAILING, endpoint, more);
    }

    private void tell(
            EventType type, WebhookEndpointRecord about, LinkedHashMap<String, Object> more) {
        var now = db.select(clock.now()).fetchSingle().value1();
        var heard =
                select(
                                DeliveryIds.unique().as("unique_id"),
                                WEBHOOK_ENDPOINT.ID,
                                WEBHOOK_ENDPOINT.TENANT_ID)
                        .from(WEBHOOK_ENDPOINT)
                        .where(
                                WEBHOOK_ENDPOINT.TENANT_ID.eq(about.getTenantId()),
                                WEBHOOK_ENDPOINT.ID.ne(about.getId()),
                                Listening.ON,
                                Listening.to(type, clock))
                        .asTable("heard");
        var to =
                new NewDeliveries.Receiver(
                        Objects.requireNonNull(heard.field("unique_id", String.class)),
                        Objects.requireNonNull(heard.field(WEBHOOK_ENDPOINT.ID)),
                        Objects.requireNonNull(heard.field(WEBHOOK_ENDPOINT.TENANT_ID)));
        var content =
                new NewDeliveries.Content(
                        inline(null, SQLDataType.VARCHAR),
                        inline(null, SQLDataType.BIGINT),
                        type,
                        val(EventBody.ofEndpoint(type, about.getId(), more, now)));
        db.insertInto(WEBHOOK_DELIVERY, NewDeliveries.COLUMNS)
                .select(
                        select(
                                        NewDeliveries.event(
                                                to,
                                                content,
                                                falseCondition(),
                                                falseCondition(),
                                                clock))
                                .from(heard))
                .execute();
    }
}
