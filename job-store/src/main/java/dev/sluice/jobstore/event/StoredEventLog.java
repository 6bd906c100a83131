package dev.sluice.jobstore.event;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_EVENT;
import static dev.sluice.jobstore.schema.Tables.STREAM_POSITION;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.octetLength;
import static org.jooq.impl.DSL.substring;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/// Events as the database holds them.
public final class StoredEventLog implements EventLog {
    /// Events that one look at the streams' growth counts.
    private static final int LOOK = 5_000;

    private final DSLContext db;
    private final NudgeReader nudges;

    public StoredEventLog(DSLContext db, NudgeReader nudges) {
        this.db = db;
        this.nudges = nudges;
    }

    @Override
    public List<StoredEvent> after(String jobId, long sequence, int limit) {
        return page(
                JOB_EVENT.JOB_ID.eq(jobId).and(JOB_EVENT.SEQUENCE.gt(sequence)),
                JOB_EVENT.SEQUENCE,
                limit);
    }

    @Override
    public List<StoredEvent> tenantAfter(@Nullable String tenant, long position, int limit) {
        var whose = tenant == null ? noCondition() : JOB_EVENT.TENANT_ID.eq(tenant);
        return page(whose.and(JOB_EVENT.POSITION.gt(position)), JOB_EVENT.POSITION, limit);
    }

    /// The server adds up the bytes, so that what is too much for the page never leaves it.
    private List<StoredEvent> page(
            Condition which, TableField<? extends Record, Long> order, int limit) {
        var found =
                db.select(
                                JOB_EVENT.JOB_ID,
                                JOB_EVENT.SEQUENCE,
                                JOB_EVENT.AT,
                                JOB_EVENT.TYPE,
                                JOB_EVENT.DATA,
                                JOB_EVENT.POSITION,
                                octetLength(JOB_EVENT.DATA).as("bytes"))
                        .from(JOB_EVENT)
                        .where(which)
                        .orderBy(order)
                        .limit(limit)
                        .asTable("found");
        var bytes = found.field("bytes", Integer.class);
        var place = found.field(order);
        Field<BigDecimal> upToHere =
                sum(least(bytes, val(PIECE))).over().orderBy(place).rowsUnboundedPreceding();
        var summed =
                db.select(found.fields()).select(upToHere.as("sum")).from(found).asTable("summed");
        var data = summed.field(JOB_EVENT.DATA);
        var size = summed.field("bytes", Integer.class);
        var sum = summed.field("sum", BigDecimal.class);
        return db.select(
                        summed.field(JOB_EVENT.JOB_ID),
                        summed.field(JOB_EVENT.SEQUENCE),
                        summed.field(JOB_EVENT.AT),
                        summed.field(JOB_EVENT.TYPE),
                        left(data, PIECE),
                        size,
                        summed.field(JOB_EVENT.POSITION))
                .from(summed)
                // the first event is never too much: nobody would get past it
                .where(sum.le(BigDecimal.valueOf(PAGE_BYTES)))
                .orderBy(summed.field(order))
                .fetch(row ->
                        new StoredEvent(
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                row.value4(),
                                row.value5(),
                                row.value6(),
                                row.value7() == null ? 0 : row.value7()));
    }

    @Override
    public Optional<String> piece(String jobId, long sequence, int from) {
        return db.select(substring(JOB_EVENT.DATA, from + 1, PIECE))
                .from(JOB_EVENT)
                .where(JOB_EVENT.JOB_ID.eq(jobId), JOB_EVENT.SEQUENCE.eq(sequence))
                .fetchOptional(row -> row.value1());
    }

    @Override
    public Optional<Range> kept(String jobId) {
        return db.select(min(JOB_EVENT.SEQUENCE), max(JOB_EVENT.SEQUENCE))
                .from(JOB_EVENT)
                .where(JOB_EVENT.JOB_ID.eq(jobId))
                .fetchOptional()
                .filter(row -> row.value1() != null)
                .map(row -> new Range(row.value1(), row.value2()));
    }

    @Override
    public Map<String, Long> latest(Collection<String> jobIds) {
        return db.select(JOB.ID, JOB.LAST_SEQUENCE)
                .from(JOB)
                // one parameter however many jobs are watched
                .where(JOB.ID.eq(any(jobIds.toArray(String[]::new))), JOB.LAST_SEQUENCE.gt(0L))
                .fetchMap(JOB.ID, JOB.LAST_SEQUENCE);
    }

    @Override
    public Growth growth(long position) {
        var news =
                db.select(JOB_EVENT.TENANT_ID, JOB_EVENT.POSITION)
                        .from(JOB_EVENT)
                        .where(JOB_EVENT.POSITION.gt(position))
                        .orderBy(JOB_EVENT.POSITION)
                        .limit(LOOK)
                        .asTable("news");
        var latest = max(news.field(JOB_EVENT.POSITION));
        var tenants = new HashSet<String>();
        var reached = position;
        for (var row :
                db.select(news.field(JOB_EVENT.TENANT_ID), latest)
                        .from(news)
                        .groupBy(news.field(JOB_EVENT.TENANT_ID))
                        .fetch()) {
            tenants.add(row.value1());
            reached = Math.max(reached, row.value2());
        }
        return new Growth(reached, tenants);
    }

    /// The sequencer's own count, written in the transaction that places events: one row, whatever was
    /// removed since.
    @Override
    public long latestPosition() {
        return db.select(STREAM_POSITION.LAST)
                .from(STREAM_POSITION)
                .fetchSingle(STREAM_POSITION.LAST);
    }

    @Override
    public long oldestPosition() {
        // in this order: an event placed between the two questions must not look like a gap
        var latest = latestPosition();
        var oldest = db.select(min(JOB_EVENT.POSITION)).from(JOB_EVENT).fetchSingle().value1();
        return oldest == null ? latest + 1 : oldest;
    }

    @Override
    public AutoCloseable onNudge(NudgeListener listener) {
        return nudges.listen(listener);
    }
}
