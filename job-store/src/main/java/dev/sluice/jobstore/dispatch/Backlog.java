package dev.sluice.jobstore.dispatch;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.WORKER_SLOT;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.unnest;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.values;

import dev.sluice.model.job.Lane;
import dev.sluice.model.message.JobReady;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.Row2;
import org.jooq.impl.DSL;

/// Queued jobs in PostgreSQL. Whatever is read here is read by index from the head: a turn costs the same
/// however many jobs stand behind.
final class Backlog {
    private static final int FIRST_REPUBLISH_SECONDS = 10;
    private static final int LONGEST_REPUBLISH_SECONDS = 600;
    private static final int RELEASED_AT_ONCE = 500;

    private final DSLContext db;

    Backlog(DSLContext db) {
        this.db = db;
    }

    /// A job that may be dispatched.
    record Head(String tenant, String id, long cost) {}

    /// A job that is to be dispatched.
    record Pick(Account account, String id, long charge) {}

    /// Jobs whose back-off is over join the backlog.
    void releaseDue() {
        var due =
                select(JOB.ID)
                        .from(JOB)
                        .where(Queue.BACKING_OFF, JOB.NOT_BEFORE.le(currentInstant()))
                        .orderBy(JOB.NOT_BEFORE)
                        .limit(RELEASED_AT_ONCE)
                        .forUpdate()
                        .skipLocked();
        db.update(JOB).set(JOB.NOT_BEFORE, (Instant) null).where(JOB.ID.in(due)).execute();
    }

    /// The next jobs of each of these tenants: priority, then age.
    Map<String, List<Head>> heads(Lane lane, Collection<String> tenants, int ofEach) {
        return headsQuery(lane, tenants, ofEach)
                .fetchGroups(
                        row -> row.value1(),
                        row -> new Head(row.value1(), row.value2(), row.value3()));
    }

    org.jooq.ResultQuery<Record3<String, String, Long>> headsQuery(
            Lane lane, Collection<String> tenants, int ofEach) {
        var chosen = unnest(tenants.toArray(String[]::new)).as("chosen", "tenant_id");
        var tenant = chosen.field("tenant_id", String.class);
        var head =
                lateral(
                                select(JOB.ID, JOB.COST)
                                        .from(JOB)
                                        .where(
                                                JOB.LANE.eq(lane.name()),
                                                JOB.TENANT_ID.eq(tenant),
                                                Queue.BACKLOG,
                                                claimable())
                                        .orderBy(JOB.PRIORITY.desc(), JOB.CREATED_AT, JOB.ID)
                                        .limit(ofEach))
                        .as("head");
        return db.select(tenant, head.field(JOB.ID), head.field(JOB.COST))
                .from(chosen)
                .crossJoin(head);
    }

    /// Who was never claimed before the deadline waits for the sweeper only.
    private static Condition claimable() {
        return JOB.STARTED_AT.isNotNull().or(JOB.DEADLINE.gt(currentInstant()));
    }

    /// Marks jobs as dispatched and charged. What somebody else is changing now is left out.
    List<JobReady> mark(Collection<Pick> picks) {
        var rows = picks.stream().map(p -> row(val(p.id()), val(p.charge())));
        var chosen = values(rows.toArray(Row2[]::new)).as("chosen", "id", "charge");
        var unlocked =
                select(JOB.ID)
                        .from(JOB)
                        .where(JOB.ID.in(picks.stream().map(Pick::id).toList()), Queue.BACKLOG)
                        .forUpdate()
                        .skipLocked();
        return db.update(JOB)
                .set(JOB.DISPATCHED_AT, currentInstant())
                .set(JOB.PUBLISHED_AT, currentInstant())
                .set(JOB.PUBLISH_COUNT, JOB.PUBLISH_COUNT.plus(1))
                .set(JOB.REVISION, JOB.REVISION.plus(1))
                .set(JOB.CHARGED, chosen.field("charge", Long.class))
                .from(chosen)
                .where(JOB.ID.eq(chosen.field("id", String.class)), JOB.ID.in(unlocked))
                .returningResult(JOB.ID, JOB.LANE, JOB.DISPATCH_NO)
                .fetch(Backlog::call);
    }

    /// A wake-up call may have been lost. It is sent again only when a worker has had a free slot since,
    /// with doubling pauses: a deep runway is no reason to repeat it.
    List<JobReady> markLost() {
        var lost =
                select(JOB.ID)
                        .from(JOB)
                        .where(
                                Queue.ON_THE_WAY,
                                DSL.condition("{0} + {1} < now()", JOB.PUBLISHED_AT, pause()),
                                exists(
                                        selectOne()
                                                .from(WORKER_SLOT)
                                                .where(
                                                        WORKER_SLOT.LANE.eq(JOB.LANE),
                                                        WORKER_SLOT.FREE.gt(0),
                                                        WORKER_SLOT.SEEN_AT.gt(JOB.PUBLISHED_AT))))
                        .forUpdate()
                        .skipLocked();
        return db.update(JOB)
                .set(JOB.PUBLISHED_AT, currentInstant())
                .set(JOB.PUBLISH_COUNT, JOB.PUBLISH_COUNT.plus(1))
                .where(JOB.ID.in(lost))
                .returningResult(JOB.ID, JOB.LANE, JOB.DISPATCH_NO)
                .fetch(Backlog::call);
    }

    private static org.jooq.Field<?> pause() {
        return DSL.field(
                "make_interval(secs => least({0}::float8 * power(2, least(greatest({1} - 1, 0), 10)), {2}::float8))",
                Object.class,
                inline(FIRST_REPUBLISH_SECONDS),
                JOB.PUBLISH_COUNT,
                inline(LONGEST_REPUBLISH_SECONDS));
    }

    private static JobReady call(Record3<String, String, Integer> row) {
        return new JobReady(row.value1(), Lane.valueOf(row.value2()), row.value3());
    }

    /// What these jobs were charged, by row; they stay locked.
    List<Charged> lockUnsent(Collection<JobReady> calls) {
        return lock(JOB.ID.in(calls.stream().map(JobReady::jobId).toList()));
    }

    /// Jobs that a worker was called for and left, to be called for again after a pause.
    List<Charged> lockStoodBack() {
        return lock(Queue.BACKING_OFF);
    }

    private List<Charged> lock(Condition which) {
        return db.select(JOB.ID, JOB.LANE, JOB.TENANT_ID, JOB.CHARGED)
                .from(JOB)
                .where(which, Queue.ON_THE_WAY)
                .forUpdate()
                .skipLocked()
                .fetch(row ->
                        new Charged(
                                row.value1(),
                                Lane.valueOf(row.value2()),
                                row.value3(),
                                row.value4() == null ? 0 : row.value4()));
    }

    /// A job that waits for its claim, and what it was charged.
    record Charged(String id, Lane lane, String tenant, long charge) {}

    /// Back into the backlog, as if they had never been chosen.
    void unmark(Collection<Charged> jobs) {
        db.update(JOB)
                .set(JOB.DISPATCHED_AT, (Instant) null)
                .set(JOB.PUBLISHED_AT, (Instant) null)
                .set(JOB.PUBLISH_COUNT, DSL.greatest(JOB.PUBLISH_COUNT.minus(1), inline(0)))
                .set(JOB.CHARGED, (Long) null)
                .where(JOB.ID.in(jobs.stream().map(Charged::id).toList()))
                .execute();
    }
}
