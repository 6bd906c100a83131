package dev.sluice.jobstore.submission;

import static dev.sluice.jobstore.schema.Tables.JOB;

import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.model.Json;
import dev.sluice.model.fault.PausePoint;
import dev.sluice.model.job.Ids;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import dev.sluice.model.request.AnalysisRequest;
import dev.sluice.model.request.BulkActionRequest;
import dev.sluice.model.request.DraftCall;
import dev.sluice.model.request.EstimateCall;
import dev.sluice.model.request.ExamplesCall;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.request.JobRequest;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.impl.DSL;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Accepts a job: its row and its first event in one transaction.
public final class StoredSubmissions implements Submissions {
    /// Gateways do bulk actions themselves.
    private static final String WITHOUT_LANE = "BULK";

    private static final TransactionSynchronization AROUND_COMMIT =
            new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    PausePoint.ACCEPT_BEFORE_COMMIT.reached();
                }

                @Override
                public void afterCommit() {
                    PausePoint.ACCEPT_AFTER_COMMIT.reached();
                }
            };

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final EventWriter events;

    public StoredSubmissions(DSLContext db, TransactionTemplate transaction, EventWriter events) {
        this.db = db;
        this.transaction = transaction;
        this.events = events;
    }

    @Override
    public Job submit(NewJob job) {
        return transaction.execute(status -> insert(job));
    }

    private Job insert(NewJob job) {
        // the commit is the caller's where it has begun the transaction
        TransactionSynchronizationManager.registerSynchronization(AROUND_COMMIT);
        var row =
                db.insertInto(JOB)
                        .set(JOB.ID, Ids.next("job"))
                        .set(JOB.TENANT_ID, job.tenant())
                        .set(JOB.TYPE, job.type().name())
                        .set(JOB.STATE, JobState.QUEUED.name())
                        .set(JOB.LANE, firstLane(job))
                        .set(JOB.PRIORITY, (short) job.priority().ordinal())
                        .set(JOB.QUESTION, job.question())
                        .set(JOB.SQL, job.sql())
                        .set(JOB.SOURCE, job.source())
                        .set(JOB.THREAD_ID, job.threadId())
                        .set(JOB.TAGS, job.tags().toArray(String[]::new))
                        .set(JOB.RETRY_OF, job.retryOf())
                        .set(JOB.REQUEST, JSON.valueOf(write(job.request())))
                        .set(JOB.COST, job.cost())
                        .set(
                                JOB.DEADLINE,
                                DSL.field(
                                        "now() + make_interval(secs => {0})",
                                        JOB.DEADLINE.getDataType(),
                                        DSL.val(job.deadline().toSeconds())))
                        .returning()
                        .fetchSingle();
        return events.stateChanged(row);
    }

    private static String write(JobRequest request) {
        return Json.mapper().writerFor(JobRequest.class).writeValueAsString(request);
    }

    /// An export that begins with a question is first given SQL by an agent worker.
    private static String firstLane(NewJob job) {
        return switch (job.type()) {
            case ANALYSIS -> Lane.ANALYZE.name();
            case EXPORT -> (job.sql() == null ? Lane.ANALYZE : Lane.EXPORT).name();
            case BULK_ACTION -> WITHOUT_LANE;
            case CALL -> laneOfCall(job.request()).name();
        };
    }

    private static Lane laneOfCall(JobRequest request) {
        return switch (request) {
            case EstimateCall _ -> Lane.EXPORT_CALLS;
            case DraftCall _, ExamplesCall _ -> Lane.ANALYZE_CALLS;
            case AnalysisRequest _, ExportRequest _, BulkActionRequest _ ->
                    throw new IllegalArgumentException("a call asks a worker something");
        };
    }
}
