package dev.sluice.jobstore.event;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_EVENT;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.jobstore.view.JobRows;
import dev.sluice.model.Json;
import dev.sluice.model.event.JobEvent;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobType;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jooq.DSLContext;

/// Writes events with consecutive numbers. The caller holds the job's row lock, because it has just
/// updated the row in the same transaction; that is what keeps the numbers without gaps.
public final class EventWriter {
    private final DSLContext db;
    private final Nudges nudges;

    public EventWriter(DSLContext db, Nudges nudges) {
        this.db = db;
        this.nudges = nudges;
    }

    /// Records the state a row now has.
    ///
    /// @return the job's view after it
    public Job stateChanged(JobRecord row) {
        var job = JobRows.view(row);
        append(row, new JobEvent.StateChanged(job));
        return job;
    }

    /// Appends one event and counts it in the row. Calls have no events: only the waiting gateway is
    /// woken.
    public void append(JobRecord row, JobEvent event) {
        if (row.getType().equals(JobType.CALL.name())) {
            nudges.afterCommit(row.getId(), 0);
            return;
        }
        var sequence = row.getLastSequence() + 1;
        var at = Instant.now();
        db.insertInto(JOB_EVENT)
                .set(JOB_EVENT.JOB_ID, row.getId())
                .set(JOB_EVENT.SEQUENCE, sequence)
                .set(JOB_EVENT.TENANT_ID, row.getTenantId())
                .set(JOB_EVENT.AT, at)
                .set(JOB_EVENT.TYPE, event.type())
                .set(JOB_EVENT.DATA, data(row.getId(), sequence, at, event))
                .execute();
        db.update(JOB).set(JOB.LAST_SEQUENCE, sequence).where(JOB.ID.eq(row.getId())).execute();
        row.setLastSequence(sequence);
        nudges.afterCommit(row.getId(), sequence);
    }

    private static String data(String jobId, long sequence, Instant at, JobEvent event) {
        var data = new LinkedHashMap<String, Object>();
        data.put("job_id", jobId);
        data.put("sequence", sequence);
        data.put("at", at);
        data.putAll(event.fields());
        return Json.write(data);
    }
}
