package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.val;

import java.time.Duration;
import org.jooq.Condition;

/// Which endpoints an event is written down for.
final class Listening {
    /// What an endpoint that is off misses is written down all the same, so that a replay can send it when
    /// it is on again; but not for ever.
    private static final Duration MISSED = Duration.ofDays(30);

    static final Condition ON =
            WEBHOOK_ENDPOINT.DISABLED_AT.isNull().and(WEBHOOK_ENDPOINT.DELETED_AT.isNull());

    private Listening() {}

    /// Those that clients made; of which tenant is for the caller to say.
    static Condition to(EventType type, WebhookClock clock) {
        return WEBHOOK_ENDPOINT
                .ONE_OFF
                .isFalse()
                .and(remembered(clock))
                .and(WEBHOOK_ENDPOINT.EVENTS.isNull().or(named(type)));
    }

    /// On, or off for not so long.
    static Condition remembered(WebhookClock clock) {
        return WEBHOOK_ENDPOINT
                .DELETED_AT
                .isNull()
                .and(
                        WEBHOOK_ENDPOINT
                                .DISABLED_AT
                                .isNull()
                                .or(WEBHOOK_ENDPOINT.DISABLED_AT.gt(clock.in(MISSED.negated()))));
    }

    /// Whoever wants to know of a switch-off is warned of it.
    private static Condition named(EventType type) {
        var itself = among(type);
        return type == EventType.ENDPOINT_FAILING
                ? itself.or(among(EventType.ENDPOINT_DISABLED))
                : itself;
    }

    private static Condition among(EventType type) {
        return val(type.word()).eq(any(WEBHOOK_ENDPOINT.EVENTS));
    }
}
