package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.sluice.jobstore.event.Announcements;
import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.jobstore.view.JobRows;
import dev.sluice.jobstore.webhook.WebhookDelivery.Kind;
import dev.sluice.jobstore.webhook.WebhookDelivery.State;
import dev.sluice.model.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// Delivery rows, written in the transaction of the event that they tell of: for each endpoint of the
/// tenant that wants to know, and for that of the job's `webhook_url`.
///
/// Whoever has no endpoint pays with a look into an index, in statements that are sent anyway.
public final class WebhookAnnouncements implements Announcements {
    /// An endpoint is not tried again sooner than this, however many events come.
    static final Duration BROUGHT_FORWARD = Duration.ofSeconds(5);

    private final DSLContext db;
    private final WebhookClock clock;
    private final OneOffEndpoints oneOff;

    public WebhookAnnouncements(DSLContext db, WebhookClock clock) {
        this.db = db;
        this.clock = clock;
        this.oneOff = new OneOffEndpoints(db, clock);
    }

    @Override
    public Moment moment(Collection<String> tenants) {
        var heard =
                exists(
                        selectOne()
                                .from(WEBHOOK_ENDPOINT)
                                .where(
                                        WEBHOOK_ENDPOINT.TENANT_ID.eq(
                                                any(tenants.toArray(String[]::new))),
                                        Listening.to(EventType.JOB_QUEUED, clock)));
        var row = db.select(currentInstant(), field(heard)).fetchSingle();
        return new Moment(row.value1(), row.value2());
    }

    @Override
    public Map<Hook, String> endpoints(Collection<Hook> hooks) {
        return oneOff.of(hooks);
    }

    @Override
    public void created(List<JobRecord> rows, Instant at) {
        var type = EventType.JOB_QUEUED;
        var fresh =
                table(
                                "unnest({0}, {1}, {2})",
                                texts(rows, JobRecord::getId),
                                texts(rows, JobRecord::getTenantId),
                                texts(
                                        rows,
                                        row ->
                                                EventBody.of(
                                                        type,
                                                        JobRows.view(row),
                                                        EventWriter.FIRST,
                                                        at)))
                        .as("fresh", "job_id", "tenant_id", "payload");
        var tenant = column("tenant_id");
        var heard =
                name("heard")
                        .as(
                                select(
                                                WEBHOOK_ENDPOINT.ID.as("endpoint_id"),
                                                tenant,
                                                off().as("off"),
                                                DeliveryIds.unique().as("unique_id"),
                                                column("job_id"),
                                                column("payload"))
                                        .from(fresh)
                                        .join(WEBHOOK_ENDPOINT)
                                        .on(WEBHOOK_ENDPOINT.TENANT_ID.eq(tenant))
                                        .where(Listening.to(type, clock)));
        var content =
                new NewDeliveries.Content(
                        text(heard, "job_id"),
                        val(EventWriter.FIRST),
                        type,
                        text(heard, "payload"));
        db.with(heard)
                .insertInto(WEBHOOK_DELIVERY, NewDeliveries.COLUMNS)
                .select(select(rows(heard, content, falseCondition())).from(heard))
                .execute();
    }

    private static Field<String> column(String of) {
        return field(name("fresh", of), String.class);
    }

    private static Field<String[]> texts(List<JobRecord> rows, Function<JobRecord, String> text) {
        return val(rows.stream().map(text).toArray(String[]::new));
    }

    @Override
    public List<CommonTableExpression<?>> entered(
            JobRecord row, Job job, long sequence, Instant at) {
        var type = EventType.of(job.state());
        if (!tells(job)) {
            return List.of();
        }
        var heard = heard(row, type);
        var waiting = waiting(row.getId(), heard);
        var content =
                new NewDeliveries.Content(
                        val(row.getId()),
                        val(sequence),
                        type,
                        val(EventBody.of(type, job, sequence, at)));
        var told =
                name("told")
                        .as(
                                insertInto(WEBHOOK_DELIVERY, NewDeliveries.COLUMNS)
                                        .select(
                                                select(rows(heard, content, behind(heard, waiting)))
                                                        .from(heard))
                                        .returning(WEBHOOK_DELIVERY.ID));
        return List.of(heard, waiting, told);
    }

    /// That it was queued is told when it is created, and that it has started at its first attempt.
    private static boolean tells(Job job) {
        return switch (job.state()) {
            case QUEUED -> false;
            case RUNNING -> job.attempt() == 1;
            case AWAITING_REVIEW, NEEDS_INPUT, SUCCEEDED, FAILED, CANCELLED, EXPIRED -> true;
        };
    }

    private CommonTableExpression<?> heard(JobRecord row, EventType type) {
        var of = WEBHOOK_ENDPOINT.TENANT_ID.eq(row.getTenantId()).and(Listening.to(type, clock));
        var hook = row.getWebhookEndpointId();
        var each =
                hook == null || !type.oneOff()
                        ? of
                        : of.or(WEBHOOK_ENDPOINT.ID.eq(hook).and(Listening.remembered(clock)));
        return name("heard")
                .as(
                        select(
                                        WEBHOOK_ENDPOINT.ID.as("endpoint_id"),
                                        WEBHOOK_ENDPOINT.TENANT_ID,
                                        off().as("off"),
                                        DeliveryIds.unique().as("unique_id"))
                                .from(WEBHOOK_ENDPOINT)
                                .where(each));
    }

    private static Field<Boolean> off() {
        return field(WEBHOOK_ENDPOINT.DISABLED_AT.isNotNull());
    }

    /// Earlier events of the job that have not ended, by endpoint. They stay locked until this event is
    /// committed, so that none of them ends unseen; and since this one waits for them, they are tried again
    /// soon, unless their receiver asked to be left alone. Where one is on its way, that is noted for the
    /// case that it fails.
    private CommonTableExpression<?> waiting(String jobId, CommonTableExpression<?> heard) {
        var soon =
                DSL.field(
                        "{0} + make_interval(secs => {1})",
                        SQLDataType.INSTANT,
                        WEBHOOK_DELIVERY.ATTEMPTED_AT,
                        inline((double) BROUGHT_FORWARD.toSeconds()));
        var due = WEBHOOK_DELIVERY.DUE_AT;
        var sending = WEBHOOK_DELIVERY.STATE.eq(State.SENDING.name());
        return name("waiting")
                .as(
                        update(WEBHOOK_DELIVERY)
                                .set(
                                        due,
                                        when(sending, soon)
                                                .when(
                                                        due.le(WEBHOOK_DELIVERY.SCHEDULED_AT),
                                                        least(due, greatest(soon, clock.now())))
                                                .otherwise(due))
                                .where(
                                        WEBHOOK_DELIVERY.JOB_ID.eq(jobId),
                                        WEBHOOK_DELIVERY.KIND.eq(inline(Kind.EVENT.name())),
                                        WEBHOOK_DELIVERY.STATE.in(
                                                inline(State.PENDING.name()),
                                                inline(State.SENDING.name())),
                                        WEBHOOK_DELIVERY.ENDPOINT_ID.in(
                                                select(text(heard, "endpoint_id")).from(heard)))
                                .returning(WEBHOOK_DELIVERY.ENDPOINT_ID));
    }

    private static Condition behind(
            CommonTableExpression<?> heard, CommonTableExpression<?> waiting) {
        return text(heard, "endpoint_id").in(select(text(waiting, "endpoint_id")).from(waiting));
    }

    private List<Field<?>> rows(
            CommonTableExpression<?> heard, NewDeliveries.Content content, Condition behind) {
        var off = DSL.condition(heard.field("off", Boolean.class));
        return NewDeliveries.event(receiver(heard), content, off, behind, clock);
    }

    private static NewDeliveries.Receiver receiver(CommonTableExpression<?> heard) {
        return new NewDeliveries.Receiver(
                text(heard, "unique_id"), text(heard, "endpoint_id"), text(heard, "tenant_id"));
    }

    private static Field<String> text(Table<?> table, String column) {
        return Objects.requireNonNull(table.field(column, String.class));
    }
}
