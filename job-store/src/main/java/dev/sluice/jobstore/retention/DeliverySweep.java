package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_REPLAY;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.selectOne;

import dev.sluice.jobstore.lifecycle.Transitions;
import java.time.Duration;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;

/// Deliveries that ended long ago, with their attempts; and endpoints that nobody sees any more, once their
/// deliveries are gone.
public final class DeliverySweep implements Sweep {
    private static final int BATCH = 1_000;

    private final DSLContext db;
    private final Duration kept;

    /// @param kept after the end of a delivery
    public DeliverySweep(DSLContext db, Duration kept) {
        this.db = db;
        this.kept = kept;
    }

    @Override
    public String name() {
        return "forget-deliveries";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void sweep(Tally tally, Runnable turn) {
        remove("deliveries", WEBHOOK_DELIVERY, ended(Duration.ZERO), tally, turn);
        remove("replays", WEBHOOK_REPLAY, replayed(Duration.ZERO), tally, turn);
        remove("endpoints", WEBHOOK_ENDPOINT, unused(Duration.ZERO), tally, turn);
        tally.overdue(overdue(Duration.ZERO, turn));
    }

    private void remove(String what, Table<?> table, Condition over, Tally tally, Runnable turn) {
        long gone = 0;
        int some;
        do {
            turn.run();
            some = db.deleteFrom(table).where(over).limit(BATCH).execute();
            gone += some;
        } while (some == BATCH);
        if (gone > 0) {
            tally.checked(gone);
            tally.removed(gone);
            tally.remark(what + " " + gone);
        }
    }

    @Override
    public long overdue(Duration grace, Runnable turn) {
        return db.fetchCount(WEBHOOK_DELIVERY, ended(grace))
                + db.fetchCount(WEBHOOK_REPLAY, replayed(grace))
                + db.fetchCount(WEBHOOK_ENDPOINT, unused(grace));
    }

    private Condition ended(Duration grace) {
        return olderThan(WEBHOOK_DELIVERY.FINISHED_AT, kept, grace);
    }

    private Condition replayed(Duration grace) {
        return olderThan(WEBHOOK_REPLAY.FINISHED_AT, kept, grace);
    }

    /// Deleted, or made for the `webhook_url` of jobs of which none goes on.
    private Condition unused(Duration grace) {
        var forgotten =
                WEBHOOK_ENDPOINT
                        .ONE_OFF
                        .isTrue()
                        .and(olderThan(WEBHOOK_ENDPOINT.UPDATED_AT, kept, grace))
                        .and(
                                not(
                                        exists(
                                                selectOne()
                                                        .from(JOB)
                                                        .where(
                                                                JOB.WEBHOOK_ENDPOINT_ID.eq(
                                                                        WEBHOOK_ENDPOINT.ID),
                                                                JOB.FINISHED_AT.isNull()))));
        return olderThan(WEBHOOK_ENDPOINT.DELETED_AT, Duration.ZERO, grace)
                .or(forgotten)
                .and(
                        not(
                                exists(
                                        selectOne()
                                                .from(WEBHOOK_DELIVERY)
                                                .where(
                                                        WEBHOOK_DELIVERY.ENDPOINT_ID.eq(
                                                                WEBHOOK_ENDPOINT.ID)))));
    }

    private static Condition olderThan(Field<Instant> since, Duration age, Duration grace) {
        return since.lt(Transitions.fromNow(age.plus(grace).negated()));
    }
}
