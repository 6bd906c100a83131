package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.schema.Tables.EXPORT_SNAPSHOT;
import static dev.sluice.jobstore.schema.Tables.IDEMPOTENCY;
import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_MANIFEST;
import static dev.sluice.jobstore.schema.Tables.JOB_PART;
import static dev.sluice.jobstore.schema.Tables.JOB_RESULT;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.problem.ProblemException;
import java.time.Duration;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what has outlived its time. Public, as are its methods, because JobRunr calls it by
/// reflection.
public class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 200;

    /// States in which a job has ended and delivers nothing.
    static final Set<String> WITHOUT_RESULT =
            Set.of(JobState.FAILED.name(), JobState.CANCELLED.name(), JobState.EXPIRED.name());

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

    /// Parts of exports that ended without a result. A worker removes the files of an attempt that ended
    /// the job; this finds what was cancelled in the queue, or whose last worker was lost.
    public void removeUnpublished() {
        var ended =
                db.select(JOB.ID, JOB.TENANT_ID)
                        .from(JOB)
                        .where(
                                JOB.STATE.in(WITHOUT_RESULT),
                                JOB.PURGED_AT.isNull(),
                                exists(
                                        selectOne()
                                                .from(JOB_PART)
                                                .where(JOB_PART.JOB_ID.eq(JOB.ID))))
                        .limit(BATCH)
                        .fetch();
        for (var job : ended) {
            removeDelivered(job.value1(), job.value2());
        }
        if (!ended.isEmpty()) {
            LOG.info("Removed the finished parts of {} exports that failed", ended.size());
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

    /// Answered calls after an hour, idempotency keys after a day, snapshots of jobs that have ended.
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
        // their keepers remove them, unless they died
        db.deleteFrom(EXPORT_SNAPSHOT)
                .where(
                        EXPORT_SNAPSHOT.JOB_ID.in(
                                select(JOB.ID).from(JOB).where(JOB.FINISHED_AT.isNotNull())))
                .execute();
    }

    private void removeDelivered(String jobId, String tenant) {
        files.deleteAll(tenant + "/" + jobId + "/");
        db.deleteFrom(JOB_PART).where(JOB_PART.JOB_ID.eq(jobId)).execute();
        db.deleteFrom(JOB_MANIFEST).where(JOB_MANIFEST.JOB_ID.eq(jobId)).execute();
        db.deleteFrom(JOB_RESULT).where(JOB_RESULT.JOB_ID.eq(jobId)).execute();
    }
}
