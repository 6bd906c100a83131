package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.sluice.jobstore.webhook.WebhookDelivery.GaveUp;
import dev.sluice.jobstore.webhook.WebhookDelivery.Kind;
import dev.sluice.jobstore.webhook.WebhookDelivery.State;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// What a new delivery row has, for `INSERT … SELECT`.
final class NewDeliveries {
    static final List<Field<?>> COLUMNS =
            List.of(
                    WEBHOOK_DELIVERY.ID,
                    WEBHOOK_DELIVERY.MESSAGE_ID,
                    WEBHOOK_DELIVERY.ENDPOINT_ID,
                    WEBHOOK_DELIVERY.TENANT_ID,
                    WEBHOOK_DELIVERY.JOB_ID,
                    WEBHOOK_DELIVERY.SEQUENCE,
                    WEBHOOK_DELIVERY.TYPE,
                    WEBHOOK_DELIVERY.PAYLOAD,
                    WEBHOOK_DELIVERY.KIND,
                    WEBHOOK_DELIVERY.STATE,
                    WEBHOOK_DELIVERY.DUE_AT,
                    WEBHOOK_DELIVERY.SCHEDULED_AT,
                    WEBHOOK_DELIVERY.CREATED_AT,
                    WEBHOOK_DELIVERY.FINISHED_AT,
                    WEBHOOK_DELIVERY.GAVE_UP);

    private NewDeliveries() {}

    /// Who is told: an endpoint, and what makes the row's ids unique.
    record Receiver(Field<String> unique, Field<String> endpointId, Field<String> tenantId) {}

    /// What it is told.
    ///
    /// @param jobId its value is null where it is about no job
    record Content(
            Field<String> jobId, Field<Long> sequence, EventType type, Field<String> payload) {}

    /// @param off nothing is sent to the endpoint: the row only says what it missed
    /// @param behind an earlier event of the job has not ended
    static List<Field<?>> event(
            Receiver to, Content content, Condition off, Condition behind, WebhookClock clock) {
        var due = when(DSL.not(off.or(behind)), clock.now());
        return List.of(
                DeliveryIds.delivery(to.unique()),
                DeliveryIds.message(to.unique()),
                to.endpointId(),
                to.tenantId(),
                content.jobId(),
                content.sequence(),
                val(content.type().word()),
                content.payload(),
                inline(Kind.EVENT.name()),
                when(off, inline(State.GIVEN_UP.name())).otherwise(inline(State.PENDING.name())),
                due,
                due,
                clock.now(),
                when(off, clock.now()),
                when(off, inline(GaveUp.ENDPOINT_DISABLED.name())));
    }

    /// The same events once more.
    ///
    /// @param originals rows of `webhook_delivery`, each with a `unique_id` for its copy; the `webhook-id`
    ///     stays
    static List<Field<?>> again(Table<?> originals, Kind kind, WebhookClock clock) {
        return List.of(
                DeliveryIds.delivery(field(originals, DSL.field("unique_id", String.class))),
                field(originals, WEBHOOK_DELIVERY.MESSAGE_ID),
                field(originals, WEBHOOK_DELIVERY.ENDPOINT_ID),
                field(originals, WEBHOOK_DELIVERY.TENANT_ID),
                field(originals, WEBHOOK_DELIVERY.JOB_ID),
                field(originals, WEBHOOK_DELIVERY.SEQUENCE),
                field(originals, WEBHOOK_DELIVERY.TYPE),
                field(originals, WEBHOOK_DELIVERY.PAYLOAD),
                inline(kind.name()),
                inline(State.PENDING.name()),
                clock.now(),
                clock.now(),
                clock.now(),
                inline(null, SQLDataType.INSTANT),
                inline(null, SQLDataType.VARCHAR));
    }

    private static <T> Field<T> field(Table<?> table, Field<T> column) {
        return DSL.field(DSL.name(table.getName(), column.getName()), column.getDataType());
    }
}
