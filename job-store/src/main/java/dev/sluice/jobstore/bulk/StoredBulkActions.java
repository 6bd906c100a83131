package dev.sluice.jobstore.bulk;

import static dev.sluice.jobstore.schema.Tables.BULK_ACTION;
import static org.jooq.impl.DSL.currentInstant;

import dev.sluice.jobstore.access.Audit;
import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.jobstore.submission.Submissions;
import dev.sluice.model.Json;
import dev.sluice.model.job.BulkProgress;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Priority;
import dev.sluice.model.request.BulkActionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionTemplate;

/// Bulk actions as jobs with a row beside them that says how far they have come.
public final class StoredBulkActions implements BulkActions {
    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Jobs jobs;
    private final Submissions submissions;
    private final BulkProgressWriter progress;
    private final Audit audit;

    StoredBulkActions(
            DSLContext db,
            TransactionTemplate transaction,
            Jobs jobs,
            Submissions submissions,
            BulkProgressWriter progress,
            Audit audit) {
        this.db = db;
        this.transaction = transaction;
        this.jobs = jobs;
        this.submissions = submissions;
        this.progress = progress;
        this.audit = audit;
    }

    @Override
    public long matched(BulkActionRequest.Action action, JobFilter filter) {
        return count(action, filter, now());
    }

    private long count(BulkActionRequest.Action action, JobFilter filter, Instant before) {
        return Meant.by(action, filter).map(meant -> jobs.count(meant, before)).orElse(0L);
    }

    /// By the database's clock, which also dates the jobs; in a transaction, its beginning.
    private Instant now() {
        return db.select(currentInstant()).fetchSingle().value1();
    }

    @Override
    public Job submit(BulkOrder order) {
        return Objects.requireNonNull(transaction.execute(status -> accept(order)));
    }

    private Job accept(BulkOrder order) {
        var action = order.request().action();
        var before = now();
        var total = count(action, order.filter(), before);
        var job =
                submissions.submit(
                        new NewJob(
                                order.tenant(),
                                JobType.BULK_ACTION,
                                order.request(),
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                Priority.NORMAL,
                                NewJob.DEFAULT_DEADLINE,
                                null,
                                1));
        db.insertInto(BULK_ACTION)
                .set(BULK_ACTION.JOB_ID, job.id())
                .set(BULK_ACTION.ACTION, action.name())
                .set(BULK_ACTION.FILTER, StoredFilter.write(order.filter()))
                .set(BULK_ACTION.CREATED_BEFORE, before)
                .set(BULK_ACTION.TOTAL, total)
                .execute();
        record(order, job, total);
        return progress.show(job.id(), new BulkProgress(0, total, 0));
    }

    /// Where it will be looked for: with the tenant whose jobs are meant, if it is one.
    private void record(BulkOrder order, Job job, long total) {
        var request = order.request();
        audit.record(
                Objects.requireNonNullElse(order.filter().tenant(), order.tenant()),
                order.keyId(),
                "jobs." + request.action().name().toLowerCase(Locale.ROOT),
                job.id(),
                total + " jobs of " + Json.write(request.filter()));
    }
}
