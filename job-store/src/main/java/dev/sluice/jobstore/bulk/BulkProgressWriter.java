package dev.sluice.jobstore.bulk;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_EVENT;

import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.view.JobRows;
import dev.sluice.model.Json;
import dev.sluice.model.event.JobEvent;
import dev.sluice.model.job.BulkProgress;
import dev.sluice.model.job.Job;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.JSON;

/// What whoever watches a bulk action sees, in the transaction of what it tells.
final class BulkProgressWriter {
    private static final String STAGE = "";

    private final DSLContext db;
    private final EventWriter events;

    BulkProgressWriter(DSLContext db, EventWriter events) {
        this.db = db;
        this.events = events;
    }

    Job show(String jobId, BulkProgress progress) {
        var row =
                db.update(JOB)
                        .set(JOB.PROGRESS, JSON.valueOf(Json.write(progress)))
                        .set(JOB.REVISION, JOB.REVISION.plus(1))
                        .where(JOB.ID.eq(jobId))
                        .returning()
                        .fetchSingle();
        events.append(row, new JobEvent.Progressed(progress));
        return JobRows.view(row);
    }

    /// Tells why jobs could not be acted on, each reason once.
    void explain(String jobId, Failures failures) {
        if (failures.none()) {
            return;
        }
        var told = told(jobId);
        var row = db.selectFrom(JOB).where(JOB.ID.eq(jobId)).fetchSingle();
        failures.reasons()
                .filter(reason -> !told.contains(reason.code()))
                .forEach(reason ->
                        events.append(
                                row, new JobEvent.Failed(reason.message(), STAGE, reason.code())));
    }

    private Set<String> told(String jobId) {
        return db
                .select(JOB_EVENT.DATA)
                .from(JOB_EVENT)
                .where(JOB_EVENT.JOB_ID.eq(jobId), JOB_EVENT.TYPE.eq("error"))
                .fetch(JOB_EVENT.DATA)
                .stream()
                .map(data -> Json.mapper().readTree(data).path("code").asString())
                .collect(Collectors.toSet());
    }
}
