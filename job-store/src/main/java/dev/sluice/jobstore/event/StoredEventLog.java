package dev.sluice.jobstore.event;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_EVENT;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;

import dev.sluice.jobstore.schema.tables.records.JobEventRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Events as the database holds them.
public final class StoredEventLog implements EventLog {
    private final DSLContext db;
    private final NudgeReader nudges;

    public StoredEventLog(DSLContext db, NudgeReader nudges) {
        this.db = db;
        this.nudges = nudges;
    }

    @Override
    public List<StoredEvent> after(String jobId, long sequence, int limit) {
        return db.selectFrom(JOB_EVENT)
                .where(JOB_EVENT.JOB_ID.eq(jobId), JOB_EVENT.SEQUENCE.gt(sequence))
                .orderBy(JOB_EVENT.SEQUENCE)
                .limit(limit)
                .fetch(StoredEventLog::event);
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
                .where(JOB.ID.in(jobIds), JOB.LAST_SEQUENCE.gt(0L))
                .fetchMap(JOB.ID, JOB.LAST_SEQUENCE);
    }

    @Override
    public List<StoredEvent> tenantAfter(@Nullable String tenant, long position, int limit) {
        return db.selectFrom(JOB_EVENT)
                .where(
                        tenant == null ? noCondition() : JOB_EVENT.TENANT_ID.eq(tenant),
                        JOB_EVENT.POSITION.gt(position))
                .orderBy(JOB_EVENT.POSITION)
                .limit(limit)
                .fetch(StoredEventLog::event);
    }

    @Override
    public long latestPosition() {
        var latest = db.select(max(JOB_EVENT.POSITION)).from(JOB_EVENT).fetchSingle().value1();
        return latest == null ? 0 : latest;
    }

    @Override
    public long oldestPosition() {
        var oldest = db.select(min(JOB_EVENT.POSITION)).from(JOB_EVENT).fetchSingle().value1();
        return oldest == null ? 0 : oldest;
    }

    @Override
    public AutoCloseable onNudge(NudgeListener listener) {
        return nudges.listen(listener);
    }

    private static StoredEvent event(JobEventRecord row) {
        return new StoredEvent(
                row.getJobId(),
                row.getSequence(),
                row.getAt(),
                row.getType(),
                row.getData(),
                row.getPosition() == null ? 0 : row.getPosition());
    }
}
