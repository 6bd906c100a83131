package dev.sluice.jobstore.dispatch;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.TENANT;
import static dev.sluice.jobstore.schema.Tables.WORKER_SLOT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;

import dev.sluice.model.Json;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import dev.sluice.model.message.JobReady;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves jobs from the backlog in PostgreSQL onto the lanes: never more than the free slots that live
/// workers report, plus one. What is still here can be cancelled and re-ordered by one UPDATE.
///
/// The next job is that of the tenant with the least work on the way or running in proportion to its
/// weight; inside a tenant priority, then age.
final class Dispatcher implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int FIRST_REPUBLISH_SECONDS = 10;
    private static final int LONGEST_REPUBLISH_SECONDS = 600;

    private final DSLContext db;
    private final Producer<String, String> kafka;

    Dispatcher(DSLContext db, Producer<String, String> kafka) {
        this.db = db;
        this.kafka = kafka;
    }

    @Override
    public String name() {
        return "dispatcher";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public boolean turn(LeaderLease lease, long fence) {
        var sent = 0;
        for (var lane : Lane.values()) {
            var calls = new ArrayList<JobReady>();
            calls.addAll(dispatch(lane, lease.held(fence)));
            calls.addAll(republish(lane, lease.held(fence)));
            for (var call : calls) {
                if (!send(call)) {
                    return false;
                }
            }
            sent += calls.size();
        }
        return sent > 0;
    }

    private List<JobReady> dispatch(Lane lane, Condition held) {
        var room = runway(lane);
        return room <= 0 ? List.of() : mark(next(lane, room), held);
    }

    private int runway(Lane lane) {
        var free =
                db.select(coalesce(sum(WORKER_SLOT.FREE), val(0)))
                        .from(WORKER_SLOT)
                        .where(WORKER_SLOT.LANE.eq(lane.name()), WorkerSilence.alive())
                        .fetchSingle()
                        .value1()
                        .intValue();
        var underway =
                db.fetchCount(
                        JOB,
                        JOB.LANE.eq(lane.name()),
                        JOB.STATE.eq(JobState.QUEUED.name()),
                        JOB.DISPATCHED_AT.isNotNull());
        return free + 1 - underway;
    }

    /// Ids of the jobs that are next, fair between tenants.
    private List<String> next(Lane lane, int limit) {
        var busy =
                select(JOB.TENANT_ID, count().as("jobs"))
                        .from(JOB)
                        .where(
                                JOB.LANE.eq(lane.name()),
                                JOB.STATE
                                        .eq(JobState.RUNNING.name())
                                        .or(
                                                JOB.STATE
                                                        .eq(JobState.QUEUED.name())
                                                        .and(JOB.DISPATCHED_AT.isNotNull())))
                        .groupBy(JOB.TENANT_ID)
                        .asTable("busy");
        var busyTenant = busy.field(JOB.TENANT_ID);
        var busyJobs = coalesce(busy.field("jobs", Integer.class), val(0));
        var place =
                rowNumber()
                        .over()
                        .partitionBy(JOB.TENANT_ID)
                        .orderBy(JOB.PRIORITY.desc(), JOB.CREATED_AT, JOB.ID);
        var candidates =
                select(
                                JOB.ID,
                                JOB.CREATED_AT,
                                place.plus(busyJobs).as("load"),
                                TENANT.WEIGHT,
                                TENANT.MAX_RUNNING)
                        .from(JOB)
                        .join(TENANT)
                        .on(TENANT.ID.eq(JOB.TENANT_ID))
                        .leftJoin(busy)
                        .on(busyTenant.eq(JOB.TENANT_ID))
                        .where(
                                JOB.LANE.eq(lane.name()),
                                JOB.STATE.eq(JobState.QUEUED.name()),
                                JOB.DISPATCHED_AT.isNull(),
                                JOB.NOT_BEFORE.isNull().or(JOB.NOT_BEFORE.le(currentInstant())),
                                JOB.STARTED_AT.isNotNull().or(JOB.DEADLINE.gt(currentInstant())))
                        .asTable("candidates");
        var load = candidates.field("load", Integer.class);
        var weight = candidates.field(TENANT.WEIGHT);
        var cap = candidates.field(TENANT.MAX_RUNNING);
        return db.select(candidates.field(JOB.ID))
                .from(candidates)
                .where(cap.isNull().or(load.le(cap)))
                .orderBy(
                        load.cast(Double.class).div(weight),
                        candidates.field(JOB.CREATED_AT),
                        candidates.field(JOB.ID))
                .limit(limit)
                .fetch(candidates.field(JOB.ID));
    }

    private List<JobReady> mark(List<String> ids, Condition held) {
        return db.update(JOB)
                .set(JOB.DISPATCHED_AT, currentInstant())
                .set(JOB.PUBLISHED_AT, currentInstant())
                .set(JOB.PUBLISH_COUNT, JOB.PUBLISH_COUNT.plus(1))
                .set(JOB.REVISION, JOB.REVISION.plus(1))
                .where(
                        JOB.ID.in(ids),
                        JOB.STATE.eq(JobState.QUEUED.name()),
                        JOB.DISPATCHED_AT.isNull(),
                        held)
                .returningResult(JOB.ID, JOB.LANE, JOB.DISPATCH_NO)
                .fetch(row -> new JobReady(row.value1(), Lane.valueOf(row.value2()), row.value3()));
    }

    /// A wake-up call may have been lost. It is sent again only when a worker has had a free slot since,
    /// with doubling pauses: a deep runway is no reason to repeat it.
    private List<JobReady> republish(Lane lane, Condition held) {
        var pause =
                DSL.field(
                        "make_interval(secs => least({0}::float8 * power(2, least(greatest({1} - 1, 0), 10)), {2}::float8))",
                        Object.class,
                        inline(FIRST_REPUBLISH_SECONDS),
                        JOB.PUBLISH_COUNT,
                        inline(LONGEST_REPUBLISH_SECONDS));
        return db.update(JOB)
                .set(JOB.PUBLISHED_AT, currentInstant())
                .set(JOB.PUBLISH_COUNT, JOB.PUBLISH_COUNT.plus(1))
                .where(
                        JOB.LANE.eq(lane.name()),
                        JOB.STATE.eq(JobState.QUEUED.name()),
                        JOB.DISPATCHED_AT.isNotNull(),
                        DSL.condition("{0} + {1} < now()", JOB.PUBLISHED_AT, pause),
                        exists(
                                selectOne()
                                        .from(WORKER_SLOT)
                                        .where(
                                                WORKER_SLOT.LANE.eq(lane.name()),
                                                WORKER_SLOT.FREE.gt(0),
                                                WORKER_SLOT.SEEN_AT.gt(JOB.PUBLISHED_AT))),
                        held)
                .returningResult(JOB.ID, JOB.LANE, JOB.DISPATCH_NO)
                .fetch(row -> new JobReady(row.value1(), Lane.valueOf(row.value2()), row.value3()));
    }

    private boolean send(JobReady call) {
        var failure = trySend(call);
        if (failure == null) {
            return true;
        }
        LOG.warn("Kafka did not take a job ({}); it waits in the backlog", failure);
        db.update(JOB)
                .set(JOB.DISPATCHED_AT, (java.time.Instant) null)
                .set(JOB.PUBLISHED_AT, (java.time.Instant) null)
                .set(JOB.PUBLISH_COUNT, JOB.PUBLISH_COUNT.minus(1))
                .where(
                        JOB.ID.eq(call.jobId()),
                        JOB.STATE.eq(JobState.QUEUED.name()),
                        JOB.DISPATCH_NO.eq(call.dispatchNo()))
                .execute();
        return false;
    }

    private @Nullable String trySend(JobReady call) {
        var record =
                new ProducerRecord<String, String>(
                        call.lane().topic(), call.jobId(), Json.write(call));
        try {
            kafka.send(record).get(LeaderLease.LENGTH.toSeconds() / 2, TimeUnit.SECONDS);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
