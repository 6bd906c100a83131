package dev.sluice.jobstore.submission;

import static dev.sluice.jobstore.schema.Tables.JOB;

import dev.sluice.jobstore.event.Announcements.Hook;
import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.Json;
import dev.sluice.model.job.Ids;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Lane;
import dev.sluice.model.request.AnalysisRequest;
import dev.sluice.model.request.BulkActionRequest;
import dev.sluice.model.request.DraftCall;
import dev.sluice.model.request.EstimateCall;
import dev.sluice.model.request.ExamplesCall;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.request.JobRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSON;

/// Inserts jobs and their first events: one statement of each kind, however many they are.
final class NewRows {
    /// Gateways do bulk actions themselves.
    private static final String WITHOUT_LANE = "BULK";

    private static final List<Field<?>> COLUMNS =
            List.of(
                    JOB.ID,
                    JOB.TENANT_ID,
                    JOB.TYPE,
                    JOB.STATE,
                    JOB.LANE,
                    JOB.PRIORITY,
                    JOB.QUESTION,
                    JOB.SQL,
                    JOB.SOURCE,
                    JOB.THREAD_ID,
                    JOB.TAGS,
                    JOB.RETRY_OF,
                    JOB.REQUIRES_EXPORT,
                    JOB.REQUEST,
                    JOB.COST,
                    JOB.ATTEMPT,
                    JOB.FAILURES,
                    JOB.LAST_SEQUENCE,
                    JOB.REVISION,
                    JOB.CREATED_AT,
                    JOB.DEADLINE,
                    JOB.WEBHOOK_ENDPOINT_ID);

    private final DSLContext db;
    private final EventWriter events;

    NewRows(DSLContext db, EventWriter events) {
        this.db = db;
        this.events = events;
    }

    /// In the caller's transaction, whose beginning is when all of them were created.
    List<Job> insert(List<NewJob> jobs) {
        var tenants = jobs.stream().map(NewJob::tenant).collect(Collectors.toSet());
        var moment = events.announcements().moment(tenants);
        var rows = jobs.stream().map(job -> row(job, moment.now())).toList();
        nameEndpoints(jobs, rows);
        var one = db.insertInto(JOB, COLUMNS).values(Collections.nCopies(COLUMNS.size(), null));
        db.batch(one).bind(rows.stream().map(NewRows::values).toArray(Object[][]::new)).execute();
        return events.created(rows, moment.heard());
    }

    /// Of the jobs with a `webhook_url`.
    private void nameEndpoints(List<NewJob> jobs, List<JobRecord> rows) {
        var hooks = new IdentityHashMap<JobRecord, Hook>();
        for (int i = 0; i < jobs.size(); i++) {
            var url = jobs.get(i).webhookUrl();
            if (url != null) {
                hooks.put(rows.get(i), new Hook(jobs.get(i).tenant(), url));
            }
        }
        if (!hooks.isEmpty()) {
            var endpoints = events.announcements().endpoints(Set.copyOf(hooks.values()));
            hooks.forEach((row, hook) -> row.setWebhookEndpointId(endpoints.get(hook)));
        }
    }

    private static Object[] values(JobRecord row) {
        return COLUMNS.stream().map(row::get).toArray();
    }

    private static JobRecord row(NewJob job, Instant now) {
        var row = new JobRecord();
        row.setId(Ids.next("job"));
        row.setTenantId(job.tenant());
        row.setType(job.type().name());
        row.setState(JobState.QUEUED.name());
        row.setLane(firstLane(job));
        row.setPriority((short) job.priority().ordinal());
        row.setQuestion(job.question());
        row.setSql(job.sql());
        row.setSource(job.source());
        row.setThreadId(job.threadId());
        row.setTags(job.tags().toArray(String[]::new));
        row.setRetryOf(job.retryOf());
        row.setRequiresExport(false);
        row.setRequest(JSON.valueOf(write(job.request())));
        row.setCost(job.cost());
        row.setAttempt(0);
        row.setFailures(0);
        row.setLastSequence(job.type() == JobType.CALL ? 0 : EventWriter.FIRST);
        row.setRevision(1L);
        row.setCreatedAt(now);
        row.setDeadline(now.plus(job.deadline()));
        return row;
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
