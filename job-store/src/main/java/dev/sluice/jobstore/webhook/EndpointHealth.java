package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.when;

import dev.sluice.jobstore.webhook.WebhookDelivery.Kind;
import dev.sluice.jobstore.webhook.WebhookEndpoint.DisabledReason;
import java.time.Duration;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// What deliveries say of their endpoint: whether it works, since when it does not, and whether it wants a
/// rest.
final class EndpointHealth {
    /// That it works is noted no more often than this.
    private static final Duration NOTED = Duration.ofSeconds(10);

    private final DSLContext db;
    private final WebhookClock clock;
    private final EndpointNotices notices;

    EndpointHealth(DSLContext db, WebhookClock clock) {
        this.db = db;
        this.clock = clock;
        this.notices = new EndpointNotices(db, clock);
    }

    /// @return whether it is off from here
    boolean note(Outgoing delivery, Sent sent) {
        if (sent.delivered()) {
            works(delivery.endpointId());
            return false;
        }
        if (sent.gone()) {
            return gone(delivery.endpointId());
        }
        if (delivery.kind() != Kind.TEST) {
            fails(delivery.endpointId(), sent);
        }
        return false;
    }

    void works(String endpointId) {
        var news =
                WEBHOOK_ENDPOINT
                        .LAST_SUCCESS_AT
                        .isNull()
                        .or(WEBHOOK_ENDPOINT.LAST_SUCCESS_AT.lt(clock.in(NOTED.negated())))
                        .or(WEBHOOK_ENDPOINT.FAILING_SINCE.isNotNull())
                        .or(WEBHOOK_ENDPOINT.PAUSES.gt(0))
                        .or(not(WEBHOOK_ENDPOINT.RESOLVED));
        db.update(WEBHOOK_ENDPOINT)
                .set(WEBHOOK_ENDPOINT.LAST_SUCCESS_AT, clock.now())
                .set(WEBHOOK_ENDPOINT.FAILING_SINCE, (Instant) null)
                .set(WEBHOOK_ENDPOINT.WARNED_AT, (Instant) null)
                .set(WEBHOOK_ENDPOINT.PAUSED_UNTIL, (Instant) null)
                .set(WEBHOOK_ENDPOINT.PAUSES, 0)
                .set(WEBHOOK_ENDPOINT.RESOLVED, true)
                .where(WEBHOOK_ENDPOINT.ID.eq(endpointId), news)
                .execute();
    }

    private boolean gone(String endpointId) {
        var off =
                db.update(WEBHOOK_ENDPOINT)
                        .set(WEBHOOK_ENDPOINT.DISABLED_AT, clock.now())
                        .set(WEBHOOK_ENDPOINT.DISABLED_REASON, DisabledReason.GONE.name())
                        .set(WEBHOOK_ENDPOINT.LAST_FAILURE_AT, clock.now())
                        .where(WEBHOOK_ENDPOINT.ID.eq(endpointId), Listening.ON)
                        .returning()
                        .fetchOptional();
        off.ifPresent(notices::disabled);
        return off.isPresent();
    }

    private void fails(String endpointId, Sent sent) {
        var rests = Rest.wanted(sent.status(), sent.retryAfter());
        db.update(WEBHOOK_ENDPOINT)
                .set(
                        WEBHOOK_ENDPOINT.FAILING_SINCE,
                        when(begins(), clock.now()).otherwise(WEBHOOK_ENDPOINT.FAILING_SINCE))
                .set(WEBHOOK_ENDPOINT.WARNED_AT, when(not(begins()), WEBHOOK_ENDPOINT.WARNED_AT))
                .set(WEBHOOK_ENDPOINT.LAST_FAILURE_AT, clock.now())
                .set(
                        WEBHOOK_ENDPOINT.PAUSES,
                        rests ? WEBHOOK_ENDPOINT.PAUSES.plus(1) : WEBHOOK_ENDPOINT.PAUSES)
                .set(
                        WEBHOOK_ENDPOINT.PAUSED_UNTIL,
                        rests ? until(sent) : WEBHOOK_ENDPOINT.PAUSED_UNTIL)
                .where(WEBHOOK_ENDPOINT.ID.eq(endpointId))
                .execute();
    }

    /// Where nothing failed for long, nobody knows how it was meanwhile.
    private Condition begins() {
        return WEBHOOK_ENDPOINT
                .FAILING_SINCE
                .isNull()
                .or(WEBHOOK_ENDPOINT.LAST_FAILURE_AT.lt(clock.in(SwitchOff.UNKNOWN.negated())));
    }

    private Field<Instant> until(Sent sent) {
        return DSL.field(
                "{0} + make_interval(secs => {1})",
                SQLDataType.INSTANT,
                clock.now(),
                Rest.seconds(WEBHOOK_ENDPOINT.PAUSES, sent.retryAfter()));
    }
}
