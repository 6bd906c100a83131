package dev.sluice.jobstore.retention;

import dev.sluice.jobstore.access.Audit;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Removes what has outlived its time, and what clients delete. Public, as are the methods without
/// parameters, because JobRunr calls it by reflection: earlier versions left such calls in its tables.
public class Retention {
    private final Jobs jobs;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final JobSweep expiredResults;
    private final JobSweep unpublishedParts;
    private final JobSweep deletedJobs;
    private final JobSweep oldQuestions;
    private final ShortLived shortLived;
    private final ExpiryAlignment alignment;
    private final Soon deletion = new Soon("remove-deleted", this::removeDeleted);

    public Retention(
            DSLContext db,
            TransactionTemplate transaction,
            StoredFiles files,
            Jobs jobs,
            Audit audit) {
        this.jobs = jobs;
        this.audit = audit;
        this.transaction = transaction;
        var removal = new JobRemoval(db, transaction, files, audit);
        expiredResults = JobSweeps.expiredResults(db, removal);
        unpublishedParts = JobSweeps.unpublishedParts(db, removal);
        deletedJobs = JobSweeps.deletedJobs(db, removal);
        oldQuestions = JobSweeps.oldQuestions(db, removal);
        shortLived = new ShortLived(db);
        alignment = new ExpiryAlignment(db);
    }

    List<Sweep> sweeps() {
        return List.of(
                expiredResults, unpublishedParts, deletedJobs, oldQuestions, shortLived, alignment);
    }

    /// Deletes a job for a client: from here nobody finds it, and what it left is removed at once. That it
    /// was deleted, and by whom, stays in the audit.
    ///
    /// @param tenant the only tenant whose jobs may be deleted; null for any
    /// @throws ProblemException `not_found` or `job_not_finished`
    public void delete(@Nullable String tenant, String id, String keyId) {
        transaction.executeWithoutResult(status -> {
            var job =
                    jobs.find(tenant, id)
                            .orElseThrow(() ->
                                    ProblemType.NOT_FOUND.because("There is no job " + id + "."));
            jobs.delete(tenant, id);
            audit.record(job.tenant(), keyId, "job.delete", id);
        });
        removeDeletedSoon();
    }

    public void expireResults() {
        now(expiredResults);
    }

    public void removeUnpublished() {
        now(unpublishedParts);
    }

    public void removeDeleted() {
        now(deletedJobs);
    }

    public void removeQuestions() {
        now(oldQuestions);
    }

    public void forgetShortLived() {
        now(shortLived);
    }

    private static void now(Sweep sweep) {
        sweep.sweep(new Tally(), () -> {});
    }

    /// Does [#removeDeleted] at once, on a thread of its own: whoever deletes files expects their links to
    /// stop working. Where it fails, the next round does it.
    public void removeDeletedSoon() {
        deletion.soon();
    }

    /// Gives a tenant's ended jobs the `expires_at` of a changed retention, on a thread of its own. Where
    /// it fails, the next round does it.
    public void alignSoon(String tenant) {
        new Soon("align-expiry", () -> alignment.align(tenant, () -> {})).soon();
    }
}
