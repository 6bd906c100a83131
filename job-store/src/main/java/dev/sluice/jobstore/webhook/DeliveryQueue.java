package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ATTEMPT;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.replace;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.values;
import static org.jooq.impl.DSL.when;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.schema.tables.records.WebhookDeliveryRecord;
import dev.sluice.jobstore.schema.tables.records.WebhookEndpointRecord;
import dev.sluice.jobstore.secret.SecretBox;
import dev.sluice.jobstore.webhook.WebhookDelivery.Kind;
import dev.sluice.jobstore.webhook.WebhookDelivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.transaction.support.TransactionTemplate;

/// Deliveries that are due, for gateways to send. Several gateways share them: a row is taken by one, with
/// a lease and a fence as for jobs.
public final class DeliveryQueue {
    /// How long a sender may take. Behind it another may send the same again.
    public static final Duration LEASE = Duration.ofSeconds(30);

    private static final int RETURNED_AT_ONCE = 500;

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final WebhookClock clock;
    private final Limits limits;
    private final String sender;
    private final String linkBase;
    private final DueDeliveries due;
    private final FairChoice fair;
    private final EndpointSecrets secrets;
    private final Settlement settlement;
    private final Unsent unsent;

    /// @param atOnce deliveries that this process may have on their way
    /// @param perEndpoint deliveries that an endpoint may have on their way, over all processes
    public record Limits(int atOnce, int perEndpoint) {}

    /// @param sender this process's name
    /// @param linkBase what is set before the links in bodies; empty for none
    public DeliveryQueue(
            DSLContext db,
            TransactionTemplate transaction,
            SecretBox box,
            WebhookClock clock,
            Limits limits,
            String sender,
            String linkBase) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
        this.limits = limits;
        this.sender = sender;
        this.linkBase = linkBase;
        this.due = new DueDeliveries(db, clock, limits.perEndpoint());
        this.fair = new FairChoice(limits.atOnce());
        this.secrets = new EndpointSecrets(db, box);
        this.unsent = new Unsent(db, clock);
        this.settlement =
                new Settlement(
                        db,
                        transaction,
                        clock,
                        new Schedule(ThreadLocalRandom.current()),
                        unsent::giveUpSoon);
    }

    /// @param deliveries to be sent now
    /// @param more whether others are due that could be sent soon
    public record Taken(List<Outgoing> deliveries, boolean more) {}

    /// Takes what is due, one turn at a time: not for several threads.
    ///
    /// @param busy on their way from this process, by tenant
    public Taken take(Map<String, Integer> busy) {
        var free = limits.atOnce() - busy.values().stream().mapToInt(Integer::intValue).sum();
        var found = due.find();
        found.off().forEach(unsent::giveUpSome);
        var chosen = fair.choose(found.candidates(), free, busy);
        if (chosen.isEmpty()) {
            return new Taken(List.of(), false);
        }
        var taken = Objects.requireNonNull(transaction.execute(status -> lease(chosen)));
        var wanted = chosen.values().stream().mapToInt(Integer::intValue).sum();
        // another gateway takes for some of these endpoints just now, or there is more than had
        // room
        var more = taken.size() < wanted || found.candidates().size() > chosen.size();
        return new Taken(outgoing(taken), more && taken.size() < free);
    }

    private record One(WebhookDeliveryRecord delivery, WebhookEndpointRecord endpoint) {}

    private List<One> lease(Map<String, Integer> chosen) {
        var endpoints = lock(chosen);
        if (endpoints.isEmpty()) {
            return List.of();
        }
        var rows = lease(endpoints, room(endpoints, chosen));
        return rows.stream()
                .map(row ->
                        new One(row, Objects.requireNonNull(endpoints.get(row.getEndpointId()))))
                .toList();
    }

    /// Whoever else takes for an endpoint is left to it: so the limit of each holds over all gateways.
    private Map<String, WebhookEndpointRecord> lock(Map<String, Integer> chosen) {
        return db.selectFrom(WEBHOOK_ENDPOINT)
                .where(WEBHOOK_ENDPOINT.ID.in(chosen.keySet()), Listening.ON)
                .forNoKeyUpdate()
                .skipLocked()
                .fetchMap(WEBHOOK_ENDPOINT.ID);
    }

    /// Counted behind the lock: a statement of its own sees what the last one to hold it has taken.
    private Map<String, Integer> room(
            Map<String, WebhookEndpointRecord> endpoints, Map<String, Integer> chosen) {
        var sending =
                db.select(WEBHOOK_DELIVERY.ENDPOINT_ID, DSL.count())
                        .from(WEBHOOK_DELIVERY)
                        .where(
                                WEBHOOK_DELIVERY.ENDPOINT_ID.in(endpoints.keySet()),
                                DueDeliveries.SENDING)
                        .groupBy(WEBHOOK_DELIVERY.ENDPOINT_ID)
                        .fetchMap(WEBHOOK_DELIVERY.ENDPOINT_ID, DSL.count());
        var room = new HashMap<String, Integer>();
        endpoints.forEach((id, endpoint) -> {
            var most = endpoint.getFailingSince() == null ? limits.perEndpoint() : 1;
            var left = most - sending.getOrDefault(id, 0);
            room.put(id, Math.max(0, Math.min(left, chosen.getOrDefault(id, 0))));
        });
        return room;
    }

    private List<WebhookDeliveryRecord> lease(
            Map<String, WebhookEndpointRecord> endpoints, Map<String, Integer> room) {
        var rows =
                endpoints.values().stream()
                        .map(endpoint ->
                                DSL.row(
                                        val(endpoint.getId()),
                                        val(endpoint.getTenantId()),
                                        val(room.getOrDefault(endpoint.getId(), 0))))
                        .toArray(org.jooq.Row3[]::new);
        var chosen = values(rows).as("chosen", "endpoint_id", "tenant_id", "room");
        var first =
                lateral(
                                select(WEBHOOK_DELIVERY.ID)
                                        .from(WEBHOOK_DELIVERY)
                                        .where(
                                                WEBHOOK_DELIVERY.TENANT_ID.eq(
                                                        chosen.field("tenant_id", String.class)),
                                                WEBHOOK_DELIVERY.ENDPOINT_ID.eq(
                                                        chosen.field("endpoint_id", String.class)),
                                                DueDeliveries.PENDING,
                                                WEBHOOK_DELIVERY.DUE_AT.le(clock.now()))
                                        .orderBy(WEBHOOK_DELIVERY.DUE_AT, WEBHOOK_DELIVERY.ID)
                                        .limit(chosen.field("room", Integer.class))
                                        .forUpdate()
                                        .skipLocked())
                        .as("first", "id");
        var picked =
                name("picked")
                        .as(select(first.field("id", String.class)).from(chosen).crossJoin(first));
        return db.with(picked)
                .update(WEBHOOK_DELIVERY)
                .set(WEBHOOK_DELIVERY.STATE, State.SENDING.name())
                .set(WEBHOOK_DELIVERY.ATTEMPT, WEBHOOK_DELIVERY.ATTEMPT.plus(1))
                .set(WEBHOOK_DELIVERY.ATTEMPTED_AT, clock.now())
                .set(WEBHOOK_DELIVERY.DUE_AT, (Instant) null)
                .set(WEBHOOK_DELIVERY.LEASE_UNTIL, Transitions.fromNow(LEASE))
                .set(WEBHOOK_DELIVERY.SENDER, sender)
                .set(WEBHOOK_DELIVERY.PAYLOAD, withLinks())
                .from(picked)
                .where(WEBHOOK_DELIVERY.ID.eq(picked.field("id", String.class)))
                .returning()
                .fetch();
    }

    /// Bodies are written by processes that do not know the public address. From the first attempt on they
    /// stay as they are.
    private org.jooq.Field<String> withLinks() {
        return linkBase.isEmpty()
                ? WEBHOOK_DELIVERY.PAYLOAD
                : when(
                                WEBHOOK_DELIVERY.ATTEMPT.eq(0),
                                replace(
                                        WEBHOOK_DELIVERY.PAYLOAD,
                                        val("\"/v1/"),
                                        val("\"" + linkBase + "/v1/")))
                        .otherwise(WEBHOOK_DELIVERY.PAYLOAD);
    }

    private List<Outgoing> outgoing(List<One> taken) {
        var now = System.nanoTime();
        var keys = new HashMap<String, List<SigningSecret>>();
        var all = new ArrayList<Outgoing>();
        for (var one : taken) {
            var row = one.delivery();
            var at = row.getAttemptedAt();
            var signing =
                    keys.computeIfAbsent(row.getEndpointId(), _ -> secrets.of(one.endpoint(), at));
            all.add(
                    new Outgoing(
                            row.getId(),
                            row.getAttempt(),
                            row.getEndpointId(),
                            row.getTenantId(),
                            row.getJobId(),
                            Kind.valueOf(row.getKind()),
                            row.getType(),
                            one.endpoint().getUrl(),
                            row.getMessageId(),
                            at.minus(clock.ahead()),
                            row.getPayload(),
                            signing,
                            now,
                            new Outgoing.Place(
                                    row.getStep(),
                                    row.getScheduledAt(),
                                    row.getScheduledAt().isAfter(at))));
        }
        return all;
    }

    /// Writes down what came of it.
    ///
    /// @return whether it was still ours; where not, another sends it or has sent it
    public boolean settle(Outgoing delivery, Sent sent) {
        return settlement.settle(delivery, sent);
    }

    /// What was taken and neither sent nor marked in time is due again, with its `webhook-id`: nobody knows
    /// whether it has arrived.
    ///
    /// @return how many there were
    public int takeBack() {
        var lost =
                select(WEBHOOK_DELIVERY.ID)
                        .from(WEBHOOK_DELIVERY)
                        .where(
                                DueDeliveries.SENDING,
                                WEBHOOK_DELIVERY.LEASE_UNTIL.lt(currentInstant()))
                        .limit(RETURNED_AT_ONCE)
                        .forUpdate()
                        .skipLocked();
        var back =
                name("back")
                        .as(
                                update(WEBHOOK_DELIVERY)
                                        .set(WEBHOOK_DELIVERY.STATE, State.PENDING.name())
                                        .set(WEBHOOK_DELIVERY.DUE_AT, clock.now())
                                        .set(WEBHOOK_DELIVERY.LEASE_UNTIL, (Instant) null)
                                        .where(WEBHOOK_DELIVERY.ID.in(lost))
                                        .returning(
                                                WEBHOOK_DELIVERY.ID,
                                                WEBHOOK_DELIVERY.ATTEMPT,
                                                WEBHOOK_DELIVERY.ATTEMPTED_AT));
        return db.with(back)
                .insertInto(
                        WEBHOOK_ATTEMPT,
                        WEBHOOK_ATTEMPT.DELIVERY_ID,
                        WEBHOOK_ATTEMPT.ATTEMPT,
                        WEBHOOK_ATTEMPT.AT,
                        WEBHOOK_ATTEMPT.FAILURE,
                        WEBHOOK_ATTEMPT.DETAIL)
                .select(
                        select(
                                        back.field(WEBHOOK_DELIVERY.ID),
                                        back.field(WEBHOOK_DELIVERY.ATTEMPT),
                                        back.field(WEBHOOK_DELIVERY.ATTEMPTED_AT),
                                        inline("sender_lost"),
                                        inline(
                                                "Sluice stopped before it knew what came of this"
                                                        + " attempt."))
                                .from(back))
                .execute();
    }
}
