package dev.sluice.jobstore.event;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_EVENT;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.update;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.jobstore.view.JobRows;
import dev.sluice.model.Json;
import dev.sluice.model.event.JobEvent;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.DSLContext;

/// Writes events with consecutive numbers. The caller holds the job's row lock, because it has just
/// updated the row in the same transaction; that is what keeps the numbers without gaps.
public final class EventWriter {
    /// The number of a job's first event.
    public static final long FIRST = 1;

    private final DSLContext db;
    private final Nudges nudges;
    private final Announcements announcements;

    public EventWriter(DSLContext db, Nudges nudges, Announcements announcements) {
        this.db = db;
        this.nudges = nudges;
        this.announcements = announcements;
    }

    public Announcements announcements() {
        return announcements;
    }

    /// Records that jobs were created. Their rows were inserted in this transaction, with [#FIRST] as the
    /// last sequence of each that is no call.
    ///
    /// @param heard what [Announcements#moment] said
    /// @return their views, in order
    public List<Job> created(List<JobRecord> rows, boolean heard) {
        var at = Instant.now();
        var jobs = rows.stream().map(JobRows::view).toList();
        var values = new ArrayList<Object[]>();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (isCall(row)) {
                continue;
            }
            var event = new JobEvent.StateChanged(jobs.get(i));
            values.add(
                    new Object[] {
                        row.getId(),
                        FIRST,
                        row.getTenantId(),
                        at,
                        event.type(),
                        data(row.getId(), FIRST, at, event)
                    });
        }
        if (!values.isEmpty()) {
            var one =
                    db.insertInto(
                                    JOB_EVENT,
                                    JOB_EVENT.JOB_ID,
                                    JOB_EVENT.SEQUENCE,
                                    JOB_EVENT.TENANT_ID,
                                    JOB_EVENT.AT,
                                    JOB_EVENT.TYPE,
                                    JOB_EVENT.DATA)
                            .values((String) null, null, null, null, null, null);
            db.batch(one).bind(values.toArray(Object[][]::new)).execute();
        }
        if (heard) {
            announcements.created(rows.stream().filter(row -> !isCall(row)).toList(), at);
        }
        rows.forEach(row -> nudges.afterCommit(row.getId(), row.getLastSequence()));
        return jobs;
    }

    private static boolean isCall(JobRecord row) {
        return row.getType().equals(JobType.CALL.name());
    }

    /// Records the state that a row has come into, and announces it.
    public void entered(JobRecord row) {
        var job = JobRows.view(row);
        append(
                row,
                new JobEvent.StateChanged(job),
                (sequence, at) -> announcements.entered(row, job, sequence, at));
    }

    /// Records what else has changed about a row.
    ///
    /// @return the job's view after it
    public Job stateChanged(JobRecord row) {
        var job = JobRows.view(row);
        append(row, new JobEvent.StateChanged(job));
        return job;
    }

    /// Appends one event and counts it in the row, by one statement. Calls have no events: only the waiting gateway is
    /// woken.
    public void append(JobRecord row, JobEvent event) {
        append(row, event, (sequence, at) -> List.of());
    }

    /// Parts of the statement that writes an event.
    private interface Announced {
        List<CommonTableExpression<?>> by(long sequence, Instant at);
    }

    private void append(JobRecord row, JobEvent event, Announced announced) {
        if (isCall(row)) {
            nudges.afterCommit(row.getId(), 0);
            return;
        }
        var sequence = row.getLastSequence() + 1;
        var at = Instant.now();
        var counted =
                name("counted")
                        .as(
                                update(JOB)
                                        .set(JOB.LAST_SEQUENCE, sequence)
                                        .where(JOB.ID.eq(row.getId()))
                                        .returning(JOB.ID));
        db.with(counted)
                .with(announced.by(sequence, at))
                .insertInto(JOB_EVENT)
                .set(JOB_EVENT.JOB_ID, row.getId())
                .set(JOB_EVENT.SEQUENCE, sequence)
                .set(JOB_EVENT.TENANT_ID, row.getTenantId())
                .set(JOB_EVENT.AT, at)
                .set(JOB_EVENT.TYPE, event.type())
                .set(JOB_EVENT.DATA, data(row.getId(), sequence, at, event))
                .execute();
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
