package dev.sluice.jobstore.webhook;

import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ATTEMPT;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_DELIVERY;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.sluice.jobstore.JobDatabaseAway;
import dev.sluice.jobstore.gather.Gathering;
import dev.sluice.jobstore.webhook.WebhookDelivery.GaveUp;
import dev.sluice.jobstore.webhook.WebhookDelivery.Kind;
import dev.sluice.jobstore.webhook.WebhookDelivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes down what came of sending a delivery: the row, its attempt, who is next in its line, and what it
/// says of the endpoint, in one transaction that the fence guards. What ends at once shares it, so that many
/// deliveries need few connections.
final class Settlement {
    /// While one waits for the disk, the other writes.
    private static final int TURNS = 2;

    /// As a statement of an event finds them, so that the two do not wait for each other in a circle.
    private static final Comparator<Mark> IN_LINE =
            Comparator.comparing((Mark mark) -> Objects.requireNonNullElse(mark.of().jobId(), ""))
                    .thenComparing(mark -> mark.of().endpointId())
                    .thenComparing(mark -> mark.of().id());

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final WebhookClock clock;
    private final Schedule schedule;
    private final EndpointHealth health;
    private final Consumer<String> switchedOff;
    private final Gathering<Mark, Optional<Boolean>> gathering;

    /// @param switchedOff told the id of an endpoint that is off from here
    Settlement(
            DSLContext db,
            TransactionTemplate transaction,
            WebhookClock clock,
            Schedule schedule,
            Consumer<String> switchedOff) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
        this.schedule = schedule;
        this.health = new EndpointHealth(db, clock);
        this.switchedOff = switchedOff;
        this.gathering = new Gathering<>(TURNS, this::share);
    }

    private record Mark(Outgoing of, Sent sent) {}

    /// @return whether it was still ours
    boolean settle(Outgoing delivery, Sent sent) {
        var mark = new Mark(delivery, sent);
        return gathering.ask(mark).orElseGet(() -> write(List.of(mark)).contains(mark));
    }

    /// @return empty for each where the database refused one of them: each is then written alone
    private List<Optional<Boolean>> share(List<Mark> marks) {
        try {
            var written = write(marks);
            return marks.stream().map(mark -> Optional.of(written.contains(mark))).toList();
        } catch (JobDatabaseAway e) {
            throw e;
        } catch (DataAccessException e) {
            return Collections.nCopies(marks.size(), Optional.empty());
        }
    }

    /// @return those that were still ours
    private Set<Mark> write(List<Mark> marks) {
        var off = new ArrayList<String>();
        var written = transaction.execute(status -> writeAll(marks, off));
        off.forEach(switchedOff);
        return Objects.requireNonNull(written);
    }

    private Set<Mark> writeAll(List<Mark> marks, List<String> off) {
        var ours =
                marks.stream()
                        .sorted(IN_LINE)
                        .filter(mark -> write(mark.of(), mark.sent()))
                        .collect(Collectors.toSet());
        var byEndpoint = new TreeMap<String, List<Mark>>();
        marks.stream()
                .filter(ours::contains)
                .forEach(mark ->
                        byEndpoint
                                .computeIfAbsent(mark.of().endpointId(), _ -> new ArrayList<>())
                                .add(mark));
        byEndpoint.forEach((endpoint, of) -> {
            if (note(endpoint, of)) {
                off.add(endpoint);
            }
        });
        return ours;
    }

    /// @return whether the endpoint is off from here
    private boolean note(String endpointId, List<Mark> marks) {
        if (marks.stream().allMatch(mark -> mark.sent().delivered())) {
            health.works(endpointId);
            return false;
        }
        var off = false;
        for (var mark : marks) {
            off |= health.note(mark.of(), mark.sent());
        }
        return off;
    }

    private boolean write(Outgoing delivery, Sent sent) {
        if (!mark(delivery, sent)) {
            return false;
        }
        recordAttempt(delivery, sent);
        if (ends(delivery, sent)) {
            callNext(delivery);
        }
        return true;
    }

    private boolean mark(Outgoing delivery, Sent sent) {
        if (sent.delivered()) {
            return end(delivery, State.DELIVERED, null);
        }
        if (sent.gone()) {
            return end(delivery, State.GIVEN_UP, GaveUp.GONE);
        }
        return ends(delivery, sent)
                ? end(delivery, State.GIVEN_UP, GaveUp.FAILED)
                : waitForNext(delivery, sent);
    }

    private static boolean ends(Outgoing delivery, Sent sent) {
        return sent.delivered()
                || sent.gone()
                || delivery.kind() == Kind.TEST
                || !Schedule.goesOn(failed(delivery));
    }

    /// An attempt that was brought forward takes none of the schedule's away.
    private static int failed(Outgoing delivery) {
        var place = delivery.place();
        return place.early() ? place.failed() : place.failed() + 1;
    }

    private boolean end(Outgoing delivery, State state, @Nullable GaveUp why) {
        return db.update(WEBHOOK_DELIVERY)
                        .set(WEBHOOK_DELIVERY.STATE, state.name())
                        .set(WEBHOOK_DELIVERY.STEP, failed(delivery))
                        .set(WEBHOOK_DELIVERY.GAVE_UP, why == null ? null : why.name())
                        .set(WEBHOOK_DELIVERY.DUE_AT, (Instant) null)
                        .set(WEBHOOK_DELIVERY.LEASE_UNTIL, (Instant) null)
                        .set(WEBHOOK_DELIVERY.FINISHED_AT, clock.now())
                        .where(ours(delivery))
                        .execute()
                == 1;
    }

    private boolean waitForNext(Outgoing delivery, Sent sent) {
        var failed = failed(delivery);
        var scheduled =
                delivery.place().early()
                        ? delivery.place().scheduledAt()
                        : now().plus(schedule.after(failed));
        return db.update(WEBHOOK_DELIVERY)
                        .set(WEBHOOK_DELIVERY.STATE, State.PENDING.name())
                        .set(WEBHOOK_DELIVERY.STEP, failed)
                        .set(WEBHOOK_DELIVERY.SCHEDULED_AT, scheduled)
                        .set(WEBHOOK_DELIVERY.DUE_AT, due(scheduled, sent.retryAfter()))
                        .set(WEBHOOK_DELIVERY.LEASE_UNTIL, (Instant) null)
                        .where(ours(delivery))
                        .execute()
                == 1;
    }

    private Instant now() {
        return db.select(clock.now()).fetchSingle().value1();
    }

    /// Its due time is set already only by a later event of its job that has come while this was on its way.
    /// Where the receiver asked to be left alone it is due behind its schedule, which says that nothing
    /// brings it forward.
    private Field<Instant> due(Instant scheduled, @Nullable Duration retryAfter) {
        return retryAfter == null
                ? least(WEBHOOK_DELIVERY.DUE_AT, val(scheduled))
                : greatest(val(scheduled.plusMillis(1)), clock.in(Schedule.bounded(retryAfter)));
    }

    private static Condition ours(Outgoing delivery) {
        return WEBHOOK_DELIVERY
                .ID
                .eq(delivery.id())
                .and(WEBHOOK_DELIVERY.ATTEMPT.eq(delivery.attempt()))
                .and(WEBHOOK_DELIVERY.STATE.eq(State.SENDING.name()));
    }

    private void recordAttempt(Outgoing delivery, Sent sent) {
        db.insertInto(WEBHOOK_ATTEMPT)
                .set(WEBHOOK_ATTEMPT.DELIVERY_ID, delivery.id())
                .set(WEBHOOK_ATTEMPT.ATTEMPT, delivery.attempt())
                .set(WEBHOOK_ATTEMPT.AT, delivery.timestamp())
                .set(WEBHOOK_ATTEMPT.MILLIS, Math.toIntExact(sent.took().toMillis()))
                .set(WEBHOOK_ATTEMPT.STATUS, sent.status())
                .set(WEBHOOK_ATTEMPT.FAILURE, sent.failure())
                .set(WEBHOOK_ATTEMPT.DETAIL, sent.detail())
                .set(WEBHOOK_ATTEMPT.ANSWER, sent.answer())
                .execute();
    }

    /// The next event of its job, if it has come: whoever writes one holds the row of this first.
    private void callNext(Outgoing delivery) {
        if (delivery.jobId() == null || delivery.kind() != Kind.EVENT) {
            return;
        }
        var next =
                select(WEBHOOK_DELIVERY.ID)
                        .from(WEBHOOK_DELIVERY)
                        .where(
                                WEBHOOK_DELIVERY.JOB_ID.eq(delivery.jobId()),
                                WEBHOOK_DELIVERY.ENDPOINT_ID.eq(delivery.endpointId()),
                                WEBHOOK_DELIVERY.KIND.eq(inline(Kind.EVENT.name())),
                                DueDeliveries.PENDING)
                        .orderBy(WEBHOOK_DELIVERY.SEQUENCE)
                        .limit(1);
        db.update(WEBHOOK_DELIVERY)
                .set(WEBHOOK_DELIVERY.DUE_AT, clock.now())
                .set(WEBHOOK_DELIVERY.SCHEDULED_AT, clock.now())
                .where(
                        WEBHOOK_DELIVERY.ID.eq(DSL.any(next)),
                        DueDeliveries.PENDING,
                        WEBHOOK_DELIVERY.DUE_AT.isNull())
                .execute();
    }
}
