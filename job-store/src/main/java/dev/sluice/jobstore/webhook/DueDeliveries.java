package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import dev.sluice.jobstore.webhook.WebhookDelivery.State;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/// Which endpoints have something to send now. Read by index from the head: what has ended, or is due
/// later, costs nothing.
final class DueDeliveries {
    static final Condition PENDING = WEBHOOK_DELIVERY.STATE.eq(inline(State.PENDING.name()));
    static final Condition SENDING = WEBHOOK_DELIVERY.STATE.eq(inline(State.SENDING.name()));

    /// Where more than this is due, the oldest may all be of one endpoint.
    private static final int LOOKED_AT = 1_000;

    private final DSLContext db;
    private final WebhookClock clock;
    private final int perEndpoint;

    DueDeliveries(DSLContext db, WebhookClock clock, int perEndpoint) {
        this.db = db;
        this.clock = clock;
        this.perEndpoint = perEndpoint;
    }

    /// @param off endpoints that nothing may be sent to
    record Found(List<FairChoice.Candidate> candidates, List<String> off) {}

    Found find() {
        var oldest = read(oldest());
        var all = oldest.stream().mapToInt(Due::count).sum() < LOOKED_AT ? oldest : read(each());
        var candidates = new ArrayList<FairChoice.Candidate>();
        var off = new ArrayList<String>();
        for (var due : all) {
            if (due.off()) {
                off.add(due.endpoint());
            } else if (due.room() > 0) {
                candidates.add(
                        new FairChoice.Candidate(
                                due.tenant(), due.endpoint(), due.room(), due.count()));
            }
        }
        return new Found(candidates, off);
    }

    private record Due(String tenant, String endpoint, int count, boolean off, int room) {}

    private List<Due> read(Select<Record3<String, String, Integer>> due) {
        var d = due.asTable("due", "tenant_id", "endpoint_id", "deliveries");
        var sending =
                field(
                        selectCount()
                                .from(WEBHOOK_DELIVERY)
                                .where(
                                        WEBHOOK_DELIVERY.ENDPOINT_ID.eq(WEBHOOK_ENDPOINT.ID),
                                        SENDING));
        var resting =
                WEBHOOK_ENDPOINT
                        .PAUSED_UNTIL
                        .isNotNull()
                        .and(WEBHOOK_ENDPOINT.PAUSED_UNTIL.gt(clock.now()));
        var room = when(resting, inline(0)).otherwise(limit(perEndpoint).minus(sending));
        return db.select(
                        d.field("tenant_id", String.class),
                        d.field("endpoint_id", String.class),
                        d.field("deliveries", Integer.class),
                        field(DSL.not(Listening.ON)),
                        room)
                .from(d)
                .join(WEBHOOK_ENDPOINT)
                .on(WEBHOOK_ENDPOINT.ID.eq(d.field("endpoint_id", String.class)))
                .fetch(row ->
                        new Due(
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                row.value4(),
                                row.value5()));
    }

    /// How many an endpoint may have on their way. One that fails is tried by one at a time.
    static Field<Integer> limit(int perEndpoint) {
        return when(WEBHOOK_ENDPOINT.FAILING_SINCE.isNotNull(), inline(1))
                .otherwise(inline(perEndpoint));
    }

    private Condition due() {
        return PENDING.and(WEBHOOK_DELIVERY.DUE_AT.le(clock.now()));
    }

    private Select<Record3<String, String, Integer>> oldest() {
        var oldest =
                select(WEBHOOK_DELIVERY.TENANT_ID, WEBHOOK_DELIVERY.ENDPOINT_ID)
                        .from(WEBHOOK_DELIVERY)
                        .where(due())
                        .orderBy(WEBHOOK_DELIVERY.DUE_AT)
                        .limit(LOOKED_AT)
                        .asTable("oldest");
        var tenant = oldest.field(WEBHOOK_DELIVERY.TENANT_ID);
        var endpoint = oldest.field(WEBHOOK_DELIVERY.ENDPOINT_ID);
        return select(tenant, endpoint, count()).from(oldest).groupBy(tenant, endpoint);
    }

    /// From endpoint to endpoint, by one look into the index for each that waits for anything.
    private Select<Record3<String, String, Integer>> each() {
        var line = name("line").fields("tenant_id", "endpoint_id");
        var lineTable = DSL.table(name("line"));
        var tenant = field(name("line", "tenant_id"), String.class);
        var endpoint = field(name("line", "endpoint_id"), String.class);
        var next =
                lateral(waiting(behind(tenant, endpoint))).as("next", "tenant_id", "endpoint_id");
        var first = waiting(DSL.noCondition()).asTable("first", "tenant_id", "endpoint_id");
        var lines =
                line.as(
                        select(text(first, "tenant_id"), text(first, "endpoint_id"))
                                .from(first)
                                .unionAll(
                                        select(text(next, "tenant_id"), text(next, "endpoint_id"))
                                                .from(lineTable)
                                                .crossJoin(next)));
        var some =
                selectOne()
                        .from(WEBHOOK_DELIVERY)
                        .where(
                                WEBHOOK_DELIVERY.TENANT_ID.eq(tenant),
                                WEBHOOK_DELIVERY.ENDPOINT_ID.eq(endpoint),
                                due())
                        .limit(perEndpoint)
                        .asTable("some");
        var counted = lateral(select(count()).from(some)).as("counted", "deliveries");
        var deliveries = counted.field("deliveries", Integer.class);
        return DSL.withRecursive(lines)
                .select(tenant, endpoint, deliveries)
                .from(lineTable)
                .crossJoin(counted)
                .where(deliveries.gt(0));
    }

    private static Field<String> text(Table<?> table, String column) {
        return table.field(column, String.class);
    }

    private static Condition behind(Field<String> tenant, Field<String> endpoint) {
        return row(WEBHOOK_DELIVERY.TENANT_ID, WEBHOOK_DELIVERY.ENDPOINT_ID)
                .gt(row(tenant, endpoint));
    }

    private static Select<Record2<String, String>> waiting(Condition more) {
        return select(WEBHOOK_DELIVERY.TENANT_ID, WEBHOOK_DELIVERY.ENDPOINT_ID)
                .from(WEBHOOK_DELIVERY)
                .where(PENDING, more)
                .orderBy(WEBHOOK_DELIVERY.TENANT_ID, WEBHOOK_DELIVERY.ENDPOINT_ID)
                .limit(1);
    }
}
