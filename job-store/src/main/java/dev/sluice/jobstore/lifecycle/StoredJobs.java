package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_ATTEMPT;
import static dev.sluice.jobstore.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.noCondition;

import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.jobstore.submission.Submissions;
import dev.sluice.jobstore.view.JobRows;
import dev.sluice.jobstore.view.WaitingReasons;
import dev.sluice.model.Json;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Lane;
import dev.sluice.model.job.Priority;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Jobs as clients ask for them. Calls are never seen here.
public final class StoredJobs implements Jobs {
    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final EventWriter events;
    private final Submissions submissions;
    private final Arrows arrows;
    private final Responses responses;
    private final DeadLetters deadLetters;
    private final Delivered delivered;
    private final WaitingReasons waitingReasons;

    public StoredJobs(
            DSLContext db,
            TransactionTemplate transaction,
            EventWriter events,
            Submissions submissions) {
        this.db = db;
        this.transaction = transaction;
        this.events = events;
        this.submissions = submissions;
        this.arrows = new Arrows(db, transaction, events);
        this.responses = new Responses(arrows);
        this.deadLetters = new DeadLetters(db);
        this.delivered = new Delivered(db);
        this.waitingReasons = new WaitingReasons(db);
    }

    @Override
    public Optional<Job> find(@Nullable String tenant, String id) {
        return row(tenant, id).map(waitingReasons::view);
    }

    @Override
    public Optional<Versioned> findVersioned(@Nullable String tenant, String id) {
        return row(tenant, id).map(this::versioned);
    }

    /// `waiting_for` changes with time alone, so it is part of the version.
    private Versioned versioned(JobRecord row) {
        var job = waitingReasons.view(row);
        var waiting = job.waitingFor();
        var version = row.getRevision() + (waiting == null ? "" : "-" + waiting.ordinal());
        return new Versioned(job, version, row.getNotBefore());
    }

    @Override
    public Page<Job> list(JobFilter filter, int limit, @Nullable String cursor) {
        var rows =
                db.selectFrom(JOB)
                        .where(JobConditions.matches(filter), after(cursor))
                        .orderBy(JOB.CREATED_AT.desc(), JOB.ID.desc())
                        .limit(limit + 1)
                        .fetch();
        var page =
                Page.of(
                        rows,
                        limit,
                        row -> row,
                        last -> new Cursor(last.getCreatedAt(), last.getId()));
        return new Page<>(waitingReasons.views(page.items()), page.nextCursor());
    }

    private static Condition after(@Nullable String text) {
        if (text == null) {
            return noCondition();
        }
        var cursor = Cursor.parse(text);
        return DSL.row(JOB.CREATED_AT, JOB.ID).lt(cursor.at(), cursor.id());
    }

    @Override
    public long count(JobFilter filter, Instant createdBefore) {
        return db.selectCount()
                .from(JOB)
                .where(JobConditions.matches(filter), JOB.CREATED_AT.lt(createdBefore))
                .fetchSingle(0, Long.class);
    }

    @Override
    public List<String> matching(
            JobFilter filter, Instant createdBefore, @Nullable String afterId, int limit) {
        return db.select(JOB.ID)
                .from(JOB)
                .where(
                        JobConditions.matches(filter),
                        JOB.CREATED_AT.lt(createdBefore),
                        afterId == null ? noCondition() : JOB.ID.gt(afterId))
                .orderBy(JOB.ID)
                .limit(limit)
                .fetch(JOB.ID);
    }

    @Override
    public Job cancel(@Nullable String tenant, String id) {
        return inTransaction(() -> {
            var row = locked(tenant, id);
            var job = JobConditions.one(tenant, id);
            return switch (StoredState.of(arrows, row, job)) {
                case Queued queued -> JobRows.view(queued.cancelled().orElseThrow());
                case AwaitingReview review -> JobRows.view(review.cancelled(null).orElseThrow());
                case NeedsInput question -> JobRows.view(question.cancelled().orElseThrow());
                case Running _ -> requestCancel(row);
                case Ended ended -> throw nothingToCancel(id, ended);
            };
        });
    }

    /// The worker ends it: it holds the connection and the upload.
    private Job requestCancel(JobRecord row) {
        if (row.getCancelRequestedAt() != null) {
            return JobRows.view(row);
        }
        var asked =
                db.update(JOB)
                        .set(JOB.CANCEL_REQUESTED_AT, currentInstant())
                        .set(JOB.REVISION, JOB.REVISION.plus(1))
                        .where(JOB.ID.eq(row.getId()))
                        .returning()
                        .fetchSingle();
        return events.stateChanged(asked);
    }

    private static ProblemException nothingToCancel(String id, Ended ended) {
        return ProblemType.JOB_FINISHED.because(
                "Job "
                        + id
                        + " has ended as "
                        + ended.state().name().toLowerCase(Locale.ROOT)
                        + "; there is nothing to cancel.");
    }

    @Override
    public Job approve(@Nullable String tenant, String id, @Nullable String sql) {
        return inTransaction(
                () -> responses.approve(locked(tenant, id), JobConditions.one(tenant, id), sql));
    }

    @Override
    public Job reject(@Nullable String tenant, String id, @Nullable String reason) {
        return inTransaction(
                () -> responses.reject(locked(tenant, id), JobConditions.one(tenant, id), reason));
    }

    @Override
    public Job answer(
            @Nullable String tenant, String id, @Nullable String choice, @Nullable String text) {
        return inTransaction(() ->
                responses.answer(locked(tenant, id), JobConditions.one(tenant, id), choice, text));
    }

    @Override
    public Job retry(@Nullable String tenant, String id) {
        return inTransaction(() -> {
            var row = locked(tenant, id);
            requireRetryable(row);
            deadLetters.forget(row);
            return submitAgain(row);
        });
    }

    @Override
    public Page<Job> deadLetters(@Nullable String tenant, int limit, @Nullable String cursor) {
        return deadLetters.list(tenant, limit, cursor);
    }

    @Override
    public Job redrive(@Nullable String tenant, String id) {
        return inTransaction(() -> {
            var row = locked(tenant, id);
            deadLetters.take(row);
            return submitAgain(row);
        });
    }

    private static void requireRetryable(JobRecord row) {
        if (row.getType().equals(JobType.BULK_ACTION.name())) {
            throw ProblemType.WRONG_JOB_TYPE.because(
                    "A bulk action is not retried: send it again, for the jobs that match by then.");
        }
        var state = JobState.valueOf(row.getState());
        if (!state.terminal()) {
            throw ProblemType.JOB_NOT_FINISHED.because(
                    "Job "
                            + row.getId()
                            + " has not finished; only failed and cancelled jobs can be retried.");
        }
        if (state != JobState.FAILED && state != JobState.CANCELLED) {
            throw ProblemType.WRONG_STATE.because(
                    "Only failed and cancelled jobs can be retried; this one is "
                            + row.getState().toLowerCase(Locale.ROOT)
                            + ".");
        }
    }

    private Job submitAgain(JobRecord row) {
        var request = JobRows.request(row);
        // An analysis that had become an export begins as that export
        var again =
                new NewJob(
                        row.getTenantId(),
                        JobType.valueOf(row.getType()),
                        request,
                        row.getQuestion(),
                        givenSql(row),
                        row.getSource(),
                        row.getThreadId(),
                        List.of(row.getTags()),
                        Priority.values()[row.getPriority()],
                        Duration.between(row.getCreatedAt(), row.getDeadline()),
                        row.getId(),
                        row.getCost());
        return submissions.submit(again.withWebhookUrl(webhookUrl(row)));
    }

    private @Nullable String webhookUrl(JobRecord row) {
        var endpoint = row.getWebhookEndpointId();
        return endpoint == null
                ? null
                : db.select(WEBHOOK_ENDPOINT.URL)
                        .from(WEBHOOK_ENDPOINT)
                        .where(
                                WEBHOOK_ENDPOINT.ID.eq(endpoint),
                                WEBHOOK_ENDPOINT.TENANT_ID.eq(row.getTenantId()))
                        .fetchOne(WEBHOOK_ENDPOINT.URL);
    }

    /// SQL that was tried for a question, and never came as far as the export lane, is written anew.
    private static @Nullable String givenSql(JobRecord row) {
        var tried = row.getQuestion() != null && row.getLane().equals(Lane.ANALYZE.name());
        return tried ? null : row.getSql();
    }

    @Override
    public String result(@Nullable String tenant, String id) {
        return delivered.result(existing(tenant, id));
    }

    @Override
    public Manifest manifest(@Nullable String tenant, String id) {
        return delivered.manifest(existing(tenant, id));
    }

    @Override
    public Optional<List<FinishedPart>> earlyParts(@Nullable String tenant, String id) {
        return row(tenant, id).flatMap(delivered::earlyParts);
    }

    @Override
    public Optional<ExportRequest> exportRequest(@Nullable String tenant, String id) {
        return row(tenant, id)
                .map(JobRows::request)
                .filter(ExportRequest.class::isInstance)
                .map(ExportRequest.class::cast);
    }

    @Override
    public List<Attempt> attempts(@Nullable String tenant, String id) {
        existing(tenant, id);
        return db.selectFrom(JOB_ATTEMPT)
                .where(JOB_ATTEMPT.JOB_ID.eq(id))
                .orderBy(JOB_ATTEMPT.ATTEMPT)
                .fetch(a ->
                        new Attempt(
                                a.getAttempt(),
                                a.getWorker(),
                                a.getStartedAt(),
                                a.getFinishedAt(),
                                a.getOutcome(),
                                a.getError() == null
                                        ? null
                                        : Json.read(a.getError().data(), Problem.class)));
    }

    @Override
    public void delete(@Nullable String tenant, String id) {
        var marked =
                db.update(JOB)
                        .set(JOB.DELETED_AT, currentInstant())
                        .set(JOB.QUESTION, (String) null)
                        .set(JOB.SQL, (String) null)
                        .where(
                                JobConditions.one(tenant, id),
                                JOB.STATE.in("SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED"))
                        .execute();
        if (marked == 0) {
            existing(tenant, id);
            throw ProblemType.JOB_NOT_FINISHED.because(
                    "Job " + id + " has not finished; cancel it first.");
        }
    }

    private JobRecord existing(@Nullable String tenant, String id) {
        return row(tenant, id).orElseThrow(() -> unknown(id));
    }

    private Optional<JobRecord> row(@Nullable String tenant, String id) {
        return db.selectFrom(JOB).where(JobConditions.one(tenant, id)).fetchOptional();
    }

    private JobRecord locked(@Nullable String tenant, String id) {
        return db.selectFrom(JOB)
                .where(JobConditions.one(tenant, id))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(() -> unknown(id));
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    private static ProblemException unknown(String id) {
        return ProblemType.NOT_FOUND.because("There is no job " + id + ".");
    }
}
