package dev.sluice.jobstore.dispatch;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.LANE_CLOCK;
import static dev.sluice.jobstore.schema.Tables.LANE_SHARE;
import static dev.sluice.jobstore.schema.Tables.TENANT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.job.Lane;
import java.time.Duration;
import java.util.HashMap;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.ResultQuery;

/// The tenants' accounts in PostgreSQL. Only the holder of the dispatcher's lease writes them, in the
/// transaction that marks or settles the jobs they count, so that a change of gateways neither loses nor
/// doubles a charge.
final class Ledger {
    /// How long a debt is remembered of a tenant that has nothing queued or running.
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private static final String NO_LANE = "BULK";

    private final DSLContext db;

    Ledger(DSLContext db) {
        this.db = db;
    }

    /// Every account that is remembered or has a backlog.
    Pages read(Busy busy) {
        var clocks = db.selectFrom(LANE_CLOCK).fetchMap(LANE_CLOCK.LANE, LANE_CLOCK.SERVED);
        var pages = new Pages(lane -> clocks.getOrDefault(lane.name(), 0.0));
        var places = new HashMap<String, Account.Places>();
        for (var row : accounts()) {
            var lane = Lane.valueOf(row.get("lane", String.class));
            var tenant = row.get(TENANT.ID);
            var cap = Busy.OF_TENANTS.contains(lane) ? row.get(TENANT.MAX_RUNNING) : null;
            var account =
                    new Account(
                            tenant,
                            row.get(TENANT.WEIGHT),
                            row.get(LANE_SHARE.SERVED),
                            cap == null
                                    ? Account.Places.unlimited()
                                    : places.computeIfAbsent(
                                            tenant, t -> Account.Places.of(cap - busy.of(t))),
                            busy.of(tenant, lane));
            var page = pages.of(lane);
            page.add(account, row.get(LANE_SHARE.SERVED), row.get(LANE_SHARE.WAITING_FOR));
            if (row.get("waits", String.class) != null) {
                page.waits(account);
            }
        }
        return pages;
    }

    /// One index probe for each lane and tenant that has a backlog, however deep it is.
    ResultQuery<? extends Record> accounts() {
        var waiting = waiting();
        var lane = coalesce(waiting.field(JOB.LANE), LANE_SHARE.LANE);
        return db.withRecursive(waiting)
                .select(
                        lane.as("lane"),
                        TENANT.ID,
                        TENANT.WEIGHT,
                        TENANT.MAX_RUNNING,
                        LANE_SHARE.SERVED,
                        LANE_SHARE.WAITING_FOR,
                        waiting.field(JOB.TENANT_ID).as("waits"))
                .from(waiting)
                .fullJoin(LANE_SHARE)
                .on(
                        LANE_SHARE.LANE.eq(waiting.field(JOB.LANE)),
                        LANE_SHARE.TENANT_ID.eq(waiting.field(JOB.TENANT_ID)))
                .join(TENANT)
                .on(TENANT.ID.eq(coalesce(waiting.field(JOB.TENANT_ID), LANE_SHARE.TENANT_ID)))
                .where(lane.ne(inline(NO_LANE)));
    }

    private static CommonTableExpression<Record2<String, String>> waiting() {
        var last =
                row(
                        field(name("waiting", "lane"), JOB.LANE.getDataType()),
                        field(name("waiting", "tenant_id"), JOB.TENANT_ID.getDataType()));
        var next =
                lateral(
                                select(JOB.LANE, JOB.TENANT_ID)
                                        .from(JOB)
                                        .where(Queue.BACKLOG, row(JOB.LANE, JOB.TENANT_ID).gt(last))
                                        .orderBy(JOB.LANE, JOB.TENANT_ID)
                                        .limit(inline(1)))
                        .as("next");
        return name("waiting")
                .fields("lane", "tenant_id")
                .as(
                        select(JOB.LANE, JOB.TENANT_ID)
                                .from(JOB)
                                .where(Queue.BACKLOG)
                                .orderBy(JOB.LANE, JOB.TENANT_ID)
                                .limit(inline(1))
                                .unionAll(
                                        select(next.field(JOB.LANE), next.field(JOB.TENANT_ID))
                                                .from(table(name("waiting")))
                                                .crossJoin(next)));
    }

    /// Writes what a turn has changed.
    void write(Pages pages) {
        for (var page : pages.all()) {
            if (page.clockMoved()) {
                db.insertInto(LANE_CLOCK)
                        .set(LANE_CLOCK.LANE, page.lane().name())
                        .set(LANE_CLOCK.SERVED, page.fair().clock())
                        .onConflict(LANE_CLOCK.LANE)
                        .doUpdate()
                        .set(LANE_CLOCK.SERVED, excluded(LANE_CLOCK.SERVED))
                        .execute();
            }
            writeShares(page);
        }
    }

    private void writeShares(LanePage page) {
        var changed = page.changed();
        if (changed.isEmpty()) {
            return;
        }
        var rows =
                changed.stream()
                        .map(c -> row(page.lane().name(), c.tenant(), c.served(), c.reason()))
                        .toList();
        db.insertInto(
                        LANE_SHARE,
                        LANE_SHARE.LANE,
                        LANE_SHARE.TENANT_ID,
                        LANE_SHARE.SERVED,
                        LANE_SHARE.WAITING_FOR)
                .valuesOfRows(rows)
                .onConflict(LANE_SHARE.LANE, LANE_SHARE.TENANT_ID)
                .doUpdate()
                .set(LANE_SHARE.SERVED, excluded(LANE_SHARE.SERVED))
                .set(LANE_SHARE.WAITING_FOR, excluded(LANE_SHARE.WAITING_FOR))
                .set(LANE_SHARE.UPDATED_AT, currentInstant())
                .execute();
    }

    /// A dispatch did not come about after all.
    void refund(Lane lane, String tenant, long charge) {
        var weight =
                select(TENANT.WEIGHT.cast(Double.class)).from(TENANT).where(TENANT.ID.eq(tenant));
        db.update(LANE_SHARE)
                .set(
                        LANE_SHARE.SERVED,
                        LANE_SHARE.SERVED.minus(inline((double) charge).div(field(weight))))
                .where(LANE_SHARE.LANE.eq(lane.name()), LANE_SHARE.TENANT_ID.eq(tenant))
                .execute();
    }

    /// Accounts of tenants that have had nothing queued or running for a while are closed.
    void forget(Condition held) {
        db.deleteFrom(LANE_SHARE)
                .where(
                        LANE_SHARE.UPDATED_AT.lt(Transitions.fromNow(MEMORY.negated())),
                        LANE_SHARE.WAITING_FOR.isNull(),
                        notExists(
                                selectOne()
                                        .from(JOB)
                                        .where(
                                                JOB.LANE.eq(LANE_SHARE.LANE),
                                                JOB.TENANT_ID.eq(LANE_SHARE.TENANT_ID),
                                                Queue.BUSY)),
                        held)
                .execute();
    }
}
