package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.schema.Tables.IDEMPOTENCY;
import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_MANIFEST;
import static dev.sluice.jobstore.schema.Tables.JOB_RESULT;
import static org.jooq.impl.DSL.currentInstant;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.problem.ProblemException;
import java.time.Duration;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what has outlived its time. Public, as are its methods, because JobRunr calls it by
/// reflection.
public class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 200;

    private final DSLContext db;
    private final StoredFiles files;

    public Retention(DSLContext db, StoredFiles files) {
        this.db = db;
        this.files = files;
    }

    /// Results and files past `expires_at`; the job and its state stay.
    public void expireResults() {
        var due =
                db.select(JOB.ID, JOB.TENANT_ID)
                        .from(JOB)
                        .where(JOB.EXPIRES_AT.lt(currentInstant()), JOB.PURGED_AT.isNull())
                        .orderBy(JOB.EXPIRES_AT)
                        .limit(BATCH)
                        .fetch();
        for (var job : due) {
            removeDelivered(job.value1(), job.value2());
            db.update(JOB)
                    .set(JOB.PURGED_AT, currentInstant())
                    .set(JOB.REVISION, JOB.REVISION.plus(1))
                    .where(JOB.ID.eq(job.value1()))
                    .execute();
        }
        if (!due.isEmpty()) {
            LOG.info("Removed what {} jobs delivered: their time was over", due.size());
        }
    }

    /// Jobs that a client deleted: files first, then the row, so that nothing is left if this stops
    /// half-way.
    public void removeDeleted() {
        var deleted =
                db.select(JOB.ID, JOB.TENANT_ID)
                        .from(JOB)
                        .where(JOB.DELETED_AT.isNotNull())
                        .limit(BATCH)
                        .fetch();
        for (var job : deleted) {
            removeDelivered(job.value1(), job.value2());
            db.deleteFrom(JOB).where(JOB.ID.eq(job.value1())).execute();
        }
    }

    /// Does [#removeDeleted] at once, on a thread of its own: whoever deletes files expects their links to
    /// stop working. Where it fails, the next round does it.
    public void removeDeletedSoon() {
        Thread.ofVirtual()
                .name("remove-deleted")
                .start(() -> {
                    try {
                        removeDeleted();
                    } catch (ProblemException | DataAccessException e) {
                        LOG.info("Deleted jobs are removed later: {}", e.getMessage());
                    }
                });
    }

    /// Answered calls after an hour, idempotency keys after a day.
    public void forgetShortLived() {
        db.deleteFrom(JOB)
                .where(
                        JOB.TYPE.eq(JobType.CALL.name()),
                        JOB.CREATED_AT.lt(Transitions.fromNow(Duration.ofHours(-1))),
                        JOB.STATE.ne(JobState.RUNNING.name()))
                .execute();
        db.deleteFrom(IDEMPOTENCY)
                .where(IDEMPOTENCY.CREATED_AT.lt(Transitions.fromNow(Duration.ofDays(-1))))
                .execute();
    }

    private void removeDelivered(String jobId, String tenant) {
        files.deleteAll(tenant + "/" + jobId + "/");
        db.deleteFrom(JOB_MANIFEST).where(JOB_MANIFEST.JOB_ID.eq(jobId)).execute();
        db.deleteFrom(JOB_RESULT).where(JOB_RESULT.JOB_ID.eq(jobId)).execute();
    }
}
