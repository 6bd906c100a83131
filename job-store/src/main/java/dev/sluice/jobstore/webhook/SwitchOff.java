package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;

import dev.sluice.jobstore.webhook.WebhookEndpoint.DisabledReason;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Switches endpoints off that failed for five days, and says so a day before.
///
/// Five days of failure are five days in which something failed again and again, and nothing succeeded. An
/// endpoint that is told something once a month, and failed both times, may have worked in between.
final class SwitchOff {
    static final Duration AFTER = Duration.ofDays(5);

    /// Between the warning and the end.
    static final Duration WARNING = Duration.ofDays(1);

    /// Without a failure for so long, the five days begin anew. Longer than the longest pause of the
    /// schedule, so that a delivery on its way through it keeps them running.
    static final Duration UNKNOWN = Duration.ofHours(36);

    private static final Logger LOG = LoggerFactory.getLogger(SwitchOff.class);
    private static final int BATCH = 500;

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final WebhookClock clock;
    private final EndpointNotices notices;
    private final Consumer<String> switchedOff;

    /// @param switchedOff told the id of each endpoint that is off from here
    SwitchOff(
            DSLContext db,
            TransactionTemplate transaction,
            WebhookClock clock,
            Consumer<String> switchedOff) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
        this.notices = new EndpointNotices(db, clock);
        this.switchedOff = switchedOff;
    }

    /// Those of one process may be another's too: an endpoint is locked, and asked again.
    void run() {
        failingFor(AFTER.minus(WARNING), WEBHOOK_ENDPOINT.WARNED_AT.isNull()).forEach(this::warn);
        failingFor(AFTER, warnedLongAgo())
                .forEach(id -> {
                    if (disable(id)) {
                        switchedOff.accept(id);
                    }
                });
    }

    private Condition warnedLongAgo() {
        return WEBHOOK_ENDPOINT.WARNED_AT.le(clock.in(WARNING.negated()));
    }

    private List<String> failingFor(Duration time, Condition more) {
        return db.select(WEBHOOK_ENDPOINT.ID)
                .from(WEBHOOK_ENDPOINT)
                .where(failing(time), more)
                .orderBy(WEBHOOK_ENDPOINT.FAILING_SINCE)
                .limit(BATCH)
                .fetch(WEBHOOK_ENDPOINT.ID);
    }

    private Condition failing(Duration time) {
        return WEBHOOK_ENDPOINT
                .FAILING_SINCE
                .le(clock.in(time.negated()))
                .and(WEBHOOK_ENDPOINT.LAST_FAILURE_AT.ge(clock.in(UNKNOWN.negated())))
                .and(Listening.ON);
    }

    private void warn(String id) {
        transaction.executeWithoutResult(status ->
                db.update(WEBHOOK_ENDPOINT)
                        .set(WEBHOOK_ENDPOINT.WARNED_AT, clock.now())
                        .where(
                                WEBHOOK_ENDPOINT.ID.eq(id),
                                failing(AFTER.minus(WARNING)),
                                WEBHOOK_ENDPOINT.WARNED_AT.isNull())
                        .returning()
                        .fetchOptional()
                        .ifPresent(notices::failing));
    }

    private boolean disable(String id) {
        return Boolean.TRUE.equals(
                transaction.execute(status -> {
                    var off =
                            db.update(WEBHOOK_ENDPOINT)
                                    .set(WEBHOOK_ENDPOINT.DISABLED_AT, clock.now())
                                    .set(
                                            WEBHOOK_ENDPOINT.DISABLED_REASON,
                                            DisabledReason.FAILING.name())
                                    .where(
                                            WEBHOOK_ENDPOINT.ID.eq(id),
                                            failing(AFTER),
                                            warnedLongAgo())
                                    .returning()
                                    .fetchOptional();
                    off.ifPresent(row -> {
                        LOG.info("{} failed for days and is switched off", row.getId());
                        notices.disabled(row);
                    });
                    return off.isPresent();
                }));
    }
}
