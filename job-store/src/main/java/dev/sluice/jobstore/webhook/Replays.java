package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_REPLAY;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import dev.sluice.jobstore.event.Nudges;
import dev.sluice.jobstore.schema.tables.records.WebhookDeliveryRecord;
import dev.sluice.jobstore.schema.tables.records.WebhookReplayRecord;
import dev.sluice.jobstore.webhook.WebhookDeliveries.Replay;
import dev.sluice.jobstore.webhook.WebhookDelivery.Kind;
import dev.sluice.jobstore.webhook.WebhookDelivery.State;
import dev.sluice.model.job.Ids;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends the events of a range again, a piece at a time: a piece and how far it has come are one commit, so
/// that a kill neither doubles a delivery nor forgets one.
final class Replays {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final int BATCH = 500;

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final WebhookClock clock;
    private final Nudges nudges;

    Replays(DSLContext db, TransactionTemplate transaction, WebhookClock clock, Nudges nudges) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
        this.nudges = nudges;
    }

    /// In the caller's transaction.
    Replay accept(
            String tenant,
            String endpointId,
            Instant from,
            @Nullable Instant to,
            boolean onlyFailed) {
        var row =
                db.insertInto(WEBHOOK_REPLAY)
                        .set(WEBHOOK_REPLAY.ID, Ids.next("rpl"))
                        .set(WEBHOOK_REPLAY.ENDPOINT_ID, endpointId)
                        .set(WEBHOOK_REPLAY.TENANT_ID, tenant)
                        .set(WEBHOOK_REPLAY.FROM_AT, from)
                        .set(
                                WEBHOOK_REPLAY.TO_AT,
                                // what happens from here on is not meant
                                least(
                                        clock.now(),
                                        coalesce(val(to, WEBHOOK_REPLAY.TO_AT), clock.now())))
                        .set(WEBHOOK_REPLAY.ONLY_FAILED, onlyFailed)
                        .set(WEBHOOK_REPLAY.CREATED_AT, clock.now())
                        .returning()
                        .fetchSingle();
        return new Replay(
                row.getId(),
                row.getEndpointId(),
                row.getFromAt(),
                row.getToAt(),
                row.getOnlyFailed());
    }

    /// On a thread of its own. Where it fails, the next round does it.
    void soon() {
        Thread.ofVirtual()
                .name("webhook-replays")
                .start(() -> {
                    try {
                        run();
                    } catch (DataAccessException e) {
                        LOG.info("Replays go on with the next round: {}", e.getMessage());
                    }
                });
    }

    /// Brings every replay to its end that no other process is at.
    void run() {
        var open =
                db.select(WEBHOOK_REPLAY.ID)
                        .from(WEBHOOK_REPLAY)
                        .where(WEBHOOK_REPLAY.FINISHED_AT.isNull())
                        .orderBy(WEBHOOK_REPLAY.CREATED_AT)
                        .fetch(WEBHOOK_REPLAY.ID);
        for (var id : open) {
            while (Boolean.TRUE.equals(transaction.execute(status -> step(id)))) {
                nudges.wakeEverywhere();
            }
        }
        if (!open.isEmpty()) {
            nudges.wakeEverywhere();
        }
    }

    /// @return whether there is more to do
    private boolean step(String id) {
        return db.selectFrom(WEBHOOK_REPLAY)
                .where(WEBHOOK_REPLAY.ID.eq(id), WEBHOOK_REPLAY.FINISHED_AT.isNull())
                .forNoKeyUpdate()
                .skipLocked()
                .fetchOptional()
                .map(this::goOn)
                .orElse(false);
    }

    private boolean goOn(WebhookReplayRecord replay) {
        var some = isOn(replay) ? next(replay) : List.<WebhookDeliveryRecord>of();
        if (!some.isEmpty()) {
            var ids = some.stream().map(WebhookDeliveryRecord::getId).toList();
            var done = bringForward(ids) + sendAgain(ids, replay.getOnlyFailed());
            replay.setDone(replay.getDone() + done);
            replay.setLastCreatedAt(some.getLast().getCreatedAt());
            replay.setLastDeliveryId(some.getLast().getId());
        }
        var more = some.size() == BATCH;
        if (!more) {
            replay.setFinishedAt(db.select(clock.now()).fetchSingle().value1());
        }
        replay.store();
        return more;
    }

    /// Who was switched off meanwhile asks for another replay when it is on again.
    private boolean isOn(WebhookReplayRecord replay) {
        return db.fetchExists(
                WEBHOOK_ENDPOINT, WEBHOOK_ENDPOINT.ID.eq(replay.getEndpointId()), Listening.ON);
    }

    private List<WebhookDeliveryRecord> next(WebhookReplayRecord replay) {
        return db.selectFrom(WEBHOOK_DELIVERY)
                .where(
                        WEBHOOK_DELIVERY.ENDPOINT_ID.eq(replay.getEndpointId()),
                        WEBHOOK_DELIVERY.KIND.eq(inline(Kind.EVENT.name())),
                        WEBHOOK_DELIVERY.CREATED_AT.ge(replay.getFromAt()),
                        WEBHOOK_DELIVERY.CREATED_AT.le(replay.getToAt()),
                        behind(replay))
                .orderBy(WEBHOOK_DELIVERY.CREATED_AT, WEBHOOK_DELIVERY.ID)
                .limit(BATCH)
                .fetch();
    }

    private static Condition behind(WebhookReplayRecord replay) {
        return replay.getLastCreatedAt() == null
                ? noCondition()
                : row(WEBHOOK_DELIVERY.CREATED_AT, WEBHOOK_DELIVERY.ID)
                        .gt(replay.getLastCreatedAt(), replay.getLastDeliveryId());
    }

    /// What waits for its next attempt is tried now, and stays in its order.
    private int bringForward(List<String> ids) {
        return db.update(WEBHOOK_DELIVERY)
                .set(WEBHOOK_DELIVERY.DUE_AT, least(WEBHOOK_DELIVERY.DUE_AT, clock.now()))
                .where(
                        WEBHOOK_DELIVERY.ID.in(ids),
                        DueDeliveries.PENDING,
                        WEBHOOK_DELIVERY.DUE_AT.isNotNull())
                .execute();
    }

    private int sendAgain(List<String> ids, boolean onlyFailed) {
        var later = WEBHOOK_DELIVERY.as("later");
        var arrivedLater =
                exists(
                        selectOne()
                                .from(later)
                                .where(
                                        later.MESSAGE_ID.eq(WEBHOOK_DELIVERY.MESSAGE_ID),
                                        later.KIND.in(
                                                inline(Kind.RESEND.name()),
                                                inline(Kind.REPLAY.name())),
                                        later.STATE.ne(inline(State.GIVEN_UP.name()))));
        var meant =
                onlyFailed
                        ? WEBHOOK_DELIVERY
                                .STATE
                                .eq(inline(State.GIVEN_UP.name()))
                                .and(not(arrivedLater))
                        : WEBHOOK_DELIVERY.FINISHED_AT.isNotNull();
        var originals =
                select(DeliveryIds.unique().as("unique_id"), WEBHOOK_DELIVERY.asterisk())
                        .from(WEBHOOK_DELIVERY)
                        .where(WEBHOOK_DELIVERY.ID.in(ids), meant)
                        .asTable("original");
        return db.insertInto(WEBHOOK_DELIVERY, NewDeliveries.COLUMNS)
                .select(select(NewDeliveries.again(originals, Kind.REPLAY, clock)).from(originals))
                .execute();
    }
}
