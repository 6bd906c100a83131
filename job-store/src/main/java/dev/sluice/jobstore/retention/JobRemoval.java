package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_MANIFEST;
import static dev.sluice.jobstore.schema.Tables.JOB_PART;
import static dev.sluice.jobstore.schema.Tables.JOB_RESULT;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.least;

import dev.sluice.jobstore.access.Audit;
import dev.sluice.model.fault.PausePoint;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionTemplate;

/// Removes what a job left: files first, then rows, so that whatever stops half-way is found again.
final class JobRemoval {
    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final StoredFiles files;
    private final Audit audit;

    JobRemoval(DSLContext db, TransactionTemplate transaction, StoredFiles files, Audit audit) {
        this.db = db;
        this.transaction = transaction;
        this.files = files;
        this.audit = audit;
    }

    /// Finished parts of an export that delivers nothing.
    void unpublished(DueJob job) {
        removeFiles(job);
        transaction.executeWithoutResult(status -> deleteDelivered(job));
    }

    /// What the job delivered; the job itself stays. Whoever made its time longer meanwhile was too late:
    /// the files are gone, and the row says so.
    void expired(DueJob job) {
        removeFiles(job);
        transaction.executeWithoutResult(status -> {
            deleteDelivered(job);
            db.update(JOB)
                    .set(JOB.PURGED_AT, currentInstant())
                    .set(JOB.EXPIRES_AT, least(JOB.EXPIRES_AT, currentInstant()))
                    .set(JOB.REVISION, JOB.REVISION.plus(1))
                    .where(JOB.ID.eq(job.id()), JOB.PURGED_AT.isNull())
                    .execute();
        });
    }

    /// The job with question, SQL and events. An audit line stays.
    void whole(DueJob job, String why) {
        removeFiles(job);
        transaction.executeWithoutResult(status -> {
            var gone = db.deleteFrom(JOB).where(JOB.ID.eq(job.id())).execute();
            if (gone > 0) {
                audit.record(job.tenant(), null, "job.removed", job.id(), why);
            }
        });
    }

    private void removeFiles(DueJob job) {
        if (job.export()) {
            files.deleteAll(job.prefix());
        }
        PausePoint.DELETE_AFTER_OBJECTS.reached();
    }

    private void deleteDelivered(DueJob job) {
        db.deleteFrom(JOB_PART).where(JOB_PART.JOB_ID.eq(job.id())).execute();
        db.deleteFrom(JOB_MANIFEST).where(JOB_MANIFEST.JOB_ID.eq(job.id())).execute();
        db.deleteFrom(JOB_RESULT).where(JOB_RESULT.JOB_ID.eq(job.id())).execute();
    }
}
