package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import dev.sluice.jobstore.webhook.WebhookDelivery.GaveUp;
import dev.sluice.jobstore.webhook.WebhookDelivery.State;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives up what waits for an endpoint that was switched off or deleted: piece by piece, since there may be
/// very much of it.
final class Unsent {
    private static final Logger LOG = LoggerFactory.getLogger(Unsent.class);
    private static final int BATCH = 1_000;
    private static final Condition PENDING =
            WEBHOOK_DELIVERY.STATE.eq(inline(State.PENDING.name()));

    private final DSLContext db;
    private final WebhookClock clock;

    Unsent(DSLContext db, WebhookClock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// On a thread of its own. Where it fails, the next round does it: see [#giveUpAll].
    void giveUpSoon(String endpointId) {
        Thread.ofVirtual()
                .name("webhook-unsent")
                .start(() -> {
                    try {
                        giveUp(endpointId);
                    } catch (DataAccessException e) {
                        LOG.info(
                                "What waits for {} is given up later: {}",
                                endpointId,
                                e.getMessage());
                    }
                });
    }

    /// Of all endpoints that are off.
    long giveUpAll() {
        var off =
                db.select(WEBHOOK_ENDPOINT.ID)
                        .from(WEBHOOK_ENDPOINT)
                        .where(
                                not(Listening.ON),
                                exists(
                                        selectOne()
                                                .from(WEBHOOK_DELIVERY)
                                                .where(
                                                        WEBHOOK_DELIVERY.TENANT_ID.eq(
                                                                WEBHOOK_ENDPOINT.TENANT_ID),
                                                        WEBHOOK_DELIVERY.ENDPOINT_ID.eq(
                                                                WEBHOOK_ENDPOINT.ID),
                                                        PENDING)))
                        .fetch(WEBHOOK_ENDPOINT.ID);
        return off.stream().mapToLong(this::giveUp).sum();
    }

    /// @return how many were given up; none where the endpoint is on again
    long giveUp(String endpointId) {
        long all = 0;
        int some;
        do {
            some = giveUpSome(endpointId);
            all += some;
        } while (some == BATCH);
        return all;
    }

    /// @return how many, at most a piece of them
    int giveUpSome(String endpointId) {
        var waiting =
                select(WEBHOOK_DELIVERY.ID)
                        .from(WEBHOOK_DELIVERY)
                        .join(WEBHOOK_ENDPOINT)
                        .on(WEBHOOK_ENDPOINT.ID.eq(WEBHOOK_DELIVERY.ENDPOINT_ID))
                        .where(
                                WEBHOOK_DELIVERY.TENANT_ID.eq(WEBHOOK_ENDPOINT.TENANT_ID),
                                WEBHOOK_DELIVERY.ENDPOINT_ID.eq(endpointId),
                                PENDING,
                                not(Listening.ON))
                        .limit(BATCH)
                        .forUpdate()
                        .of(WEBHOOK_DELIVERY)
                        .skipLocked();
        return db.update(WEBHOOK_DELIVERY)
                .set(WEBHOOK_DELIVERY.STATE, State.GIVEN_UP.name())
                .set(
                        WEBHOOK_DELIVERY.GAVE_UP,
                        when(
                                        WEBHOOK_DELIVERY.ENDPOINT_ID.in(
                                                select(WEBHOOK_ENDPOINT.ID)
                                                        .from(WEBHOOK_ENDPOINT)
                                                        .where(
                                                                WEBHOOK_ENDPOINT.ID.eq(endpointId),
                                                                WEBHOOK_ENDPOINT.DELETED_AT
                                                                        .isNotNull())),
                                        inline(GaveUp.ENDPOINT_DELETED.name()))
                                .otherwise(inline(GaveUp.ENDPOINT_DISABLED.name())))
                .set(WEBHOOK_DELIVERY.DUE_AT, (Instant) null)
                .set(WEBHOOK_DELIVERY.FINISHED_AT, clock.now())
                .where(WEBHOOK_DELIVERY.ID.in(waiting), PENDING)
                .execute();
    }
}
