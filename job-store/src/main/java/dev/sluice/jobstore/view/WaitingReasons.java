package dev.sluice.jobstore.view;

import static dev.sluice.jobstore.schema.Tables.LANE_SHARE;
import static org.jooq.impl.DSL.row;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.WaitingFor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Views of jobs with the reason for which a queued one waits: what the dispatcher last found in the way
/// of its tenant's next job.
public final class WaitingReasons {
    private final DSLContext db;

    public WaitingReasons(DSLContext db) {
        this.db = db;
    }

    public Job view(JobRecord row) {
        return views(List.of(row)).getFirst();
    }

    /// In the same order; one query at most, and none where nothing is queued.
    public List<Job> views(List<JobRecord> rows) {
        var queues = rows.stream().filter(JobRows::inBacklog).map(Queue::of).distinct().toList();
        var reasons = queues.isEmpty() ? Map.<Queue, WaitingFor>of() : reasons(queues);
        return rows.stream()
                .map(row ->
                        JobRows.view(row, reasons.getOrDefault(Queue.of(row), WaitingFor.DISPATCH)))
                .toList();
    }

    private Map<Queue, WaitingFor> reasons(List<Queue> queues) {
        var keys = queues.stream().map(q -> row(DSL.val(q.lane()), DSL.val(q.tenant()))).toList();
        var reasons = new HashMap<Queue, WaitingFor>();
        db.selectFrom(LANE_SHARE)
                .where(
                        row(LANE_SHARE.LANE, LANE_SHARE.TENANT_ID).in(keys),
                        LANE_SHARE.WAITING_FOR.isNotNull())
                .forEach(share ->
                        reasons.put(
                                new Queue(share.getLane(), share.getTenantId()),
                                WaitingFor.valueOf(share.getWaitingFor())));
        return reasons;
    }

    private record Queue(String lane, String tenant) {
        static Queue of(JobRecord row) {
            return new Queue(row.getLane(), row.getTenantId());
        }
    }
}
