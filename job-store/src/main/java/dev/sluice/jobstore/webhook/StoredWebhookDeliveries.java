package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ATTEMPT;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.sluice.jobstore.access.Audit;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.event.Nudges;
import dev.sluice.jobstore.lifecycle.Cursor;
import dev.sluice.jobstore.lifecycle.Page;
import dev.sluice.jobstore.schema.tables.records.WebhookDeliveryRecord;
import dev.sluice.jobstore.schema.tables.records.WebhookEndpointRecord;
import dev.sluice.jobstore.webhook.WebhookDelivery.Kind;
import dev.sluice.jobstore.webhook.WebhookDelivery.State;
import dev.sluice.model.job.Ids;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Deliveries as rows.
public final class StoredWebhookDeliveries implements WebhookDeliveries {
    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final WebhookClock clock;
    private final Nudges nudges;
    private final Replays replays;

    public StoredWebhookDeliveries(
            DSLContext db,
            TransactionTemplate transaction,
            Audit audit,
            WebhookClock clock,
            Nudges nudges) {
        this.db = db;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
        this.nudges = nudges;
        this.replays = new Replays(db, transaction, clock, nudges);
    }

    @Override
    public Page<WebhookDelivery> ofEndpoint(
            @Nullable String tenant, String endpointId, int limit, @Nullable String cursor) {
        var endpoint =
                selectOne().from(WEBHOOK_ENDPOINT).where(EndpointRows.one(tenant, endpointId));
        return page(
                WEBHOOK_DELIVERY.ENDPOINT_ID.eq(endpointId).and(exists(endpoint)), limit, cursor);
    }

    @Override
    public Page<WebhookDelivery> ofJob(
            @Nullable String tenant, String jobId, int limit, @Nullable String cursor) {
        return page(WEBHOOK_DELIVERY.JOB_ID.eq(jobId).and(of(tenant)), limit, cursor);
    }

    private Page<WebhookDelivery> page(Condition which, int limit, @Nullable String cursor) {
        return Page.of(
                db.selectFrom(WEBHOOK_DELIVERY)
                        .where(which, after(cursor))
                        .orderBy(WEBHOOK_DELIVERY.CREATED_AT.desc(), WEBHOOK_DELIVERY.ID.desc())
                        .limit(limit + 1)
                        .fetch(),
                limit,
                DeliveryRows::view,
                row -> new Cursor(row.getCreatedAt(), row.getId()));
    }

    private static Condition after(@Nullable String text) {
        if (text == null) {
            return noCondition();
        }
        var cursor = Cursor.parse(text);
        return DSL.row(WEBHOOK_DELIVERY.CREATED_AT, WEBHOOK_DELIVERY.ID)
                .lt(cursor.at(), cursor.id());
    }

    private static Condition of(@Nullable String tenant) {
        return tenant == null ? noCondition() : WEBHOOK_DELIVERY.TENANT_ID.eq(tenant);
    }

    @Override
    public Optional<WebhookDelivery> find(@Nullable String tenant, String id) {
        return row(tenant, id).map(DeliveryRows::view);
    }

    private Optional<WebhookDeliveryRecord> row(@Nullable String tenant, String id) {
        return db.selectFrom(WEBHOOK_DELIVERY)
                .where(WEBHOOK_DELIVERY.ID.eq(id), of(tenant))
                .fetchOptional();
    }

    @Override
    public Map<String, List<DeliveryAttempt>> attempts(Collection<String> deliveryIds) {
        return db.selectFrom(WEBHOOK_ATTEMPT)
                .where(WEBHOOK_ATTEMPT.DELIVERY_ID.in(deliveryIds))
                .orderBy(WEBHOOK_ATTEMPT.DELIVERY_ID, WEBHOOK_ATTEMPT.ATTEMPT)
                .fetchGroups(WEBHOOK_ATTEMPT.DELIVERY_ID, StoredWebhookDeliveries::attempt);
    }

    private static DeliveryAttempt attempt(org.jooq.Record row) {
        var attempt = row.into(WEBHOOK_ATTEMPT);
        return new DeliveryAttempt(
                attempt.getDeliveryId(),
                attempt.getAttempt(),
                attempt.getAt(),
                attempt.getMillis(),
                attempt.getStatus(),
                attempt.getFailure(),
                attempt.getDetail(),
                attempt.getAnswer());
    }

    @Override
    public WebhookDelivery test(@Nullable String tenant, String endpointId, Caller by) {
        return sentNow(() -> {
            var endpoint = requireOn(tenant, endpointId);
            var now = db.select(clock.now()).fetchSingle().value1();
            var id = Ids.next("dlv");
            var row =
                    db.insertInto(WEBHOOK_DELIVERY)
                            .set(WEBHOOK_DELIVERY.ID, id)
                            .set(WEBHOOK_DELIVERY.MESSAGE_ID, id.replaceFirst("^dlv", "msg"))
                            .set(WEBHOOK_DELIVERY.ENDPOINT_ID, endpointId)
                            .set(WEBHOOK_DELIVERY.TENANT_ID, endpoint.getTenantId())
                            .set(WEBHOOK_DELIVERY.TYPE, EventType.WEBHOOK_TEST.word())
                            .set(
                                    WEBHOOK_DELIVERY.PAYLOAD,
                                    EventBody.ofEndpoint(
                                            EventType.WEBHOOK_TEST, endpointId, Map.of(), now))
                            .set(WEBHOOK_DELIVERY.KIND, Kind.TEST.name())
                            .set(WEBHOOK_DELIVERY.STATE, State.PENDING.name())
                            .set(WEBHOOK_DELIVERY.DUE_AT, now)
                            .set(WEBHOOK_DELIVERY.SCHEDULED_AT, now)
                            .set(WEBHOOK_DELIVERY.CREATED_AT, now)
                            .returning()
                            .fetchSingle();
            audit.record(endpoint.getTenantId(), by.keyId(), "webhook.test", endpointId, id);
            return DeliveryRows.view(row);
        });
    }

    @Override
    public WebhookDelivery resend(@Nullable String tenant, String deliveryId, Caller by) {
        return sentNow(() -> {
            var original =
                    row(tenant, deliveryId)
                            .orElseThrow(() ->
                                    ProblemType.NOT_FOUND.because(
                                            "There is no delivery " + deliveryId + "."));
            requireOnToo(original);
            var unique =
                    select(DeliveryIds.unique().as("unique_id"), WEBHOOK_DELIVERY.asterisk())
                            .from(WEBHOOK_DELIVERY)
                            .where(WEBHOOK_DELIVERY.ID.eq(deliveryId))
                            .asTable("original");
            var row =
                    db.insertInto(WEBHOOK_DELIVERY, NewDeliveries.COLUMNS)
                            .select(
                                    select(NewDeliveries.again(unique, Kind.RESEND, clock))
                                            .from(unique))
                            .returning()
                            .fetchSingle();
            audit.record(row.getTenantId(), by.keyId(), "webhook.resend", deliveryId, row.getId());
            return DeliveryRows.view(row);
        });
    }

    /// Also one that was made for a `webhook_url`, which is in no list.
    private void requireOnToo(WebhookDeliveryRecord original) {
        if (!db.fetchExists(
                WEBHOOK_ENDPOINT, WEBHOOK_ENDPOINT.ID.eq(original.getEndpointId()), Listening.ON)) {
            throw off(original.getEndpointId());
        }
    }

    @Override
    public Replay replay(
            @Nullable String tenant,
            String endpointId,
            Instant from,
            @Nullable Instant to,
            boolean onlyFailed,
            Caller by) {
        var replay =
                inTransaction(() -> {
                    var endpoint = requireOn(tenant, endpointId);
                    var accepted =
                            replays.accept(
                                    endpoint.getTenantId(), endpointId, from, to, onlyFailed);
                    audit.record(
                            endpoint.getTenantId(),
                            by.keyId(),
                            "webhook.replay",
                            endpointId,
                            "from %s to %s%s"
                                    .formatted(
                                            accepted.from(),
                                            accepted.to(),
                                            onlyFailed ? ", only what failed" : ""));
                    return accepted;
                });
        replays.soon();
        return replay;
    }

    private WebhookEndpointRecord requireOn(@Nullable String tenant, String id) {
        var endpoint =
                db.selectFrom(WEBHOOK_ENDPOINT)
                        .where(EndpointRows.one(tenant, id))
                        .fetchOptional()
                        .orElseThrow(() ->
                                ProblemType.NOT_FOUND.because("There is no webhook " + id + "."));
        if (endpoint.getDisabledAt() != null) {
            throw off(id);
        }
        return endpoint;
    }

    private static ProblemException off(String endpointId) {
        return ProblemType.WRONG_STATE.because(
                "The webhook "
                        + endpointId
                        + " is off, and nothing is sent to it; enable it first.");
    }

    private WebhookDelivery sentNow(Supplier<WebhookDelivery> insert) {
        var delivery = inTransaction(insert);
        nudges.wakeEverywhere();
        return delivery;
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
