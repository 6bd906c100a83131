package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.retention.Retention.WITHOUT_RESULT;
import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_MANIFEST;
import static dev.sluice.jobstore.schema.Tables.JOB_PART;

import dev.sluice.model.Json;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.JobState;
import java.util.Set;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what lies in the bucket and is named by no manifest, no finished part of an export that may
/// still succeed, and no live attempt: the leavings of workers that died or lost their lease. Public
/// because JobRunr calls it by reflection.
public class OrphanSweep {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);

    private final DSLContext db;
    private final StoredFiles files;

    public OrphanSweep(DSLContext db, StoredFiles files) {
        this.db = db;
        this.files = files;
    }

    /// Walks `{tenant}/{job}/{attempt}/`.
    public void run() {
        var removed = 0;
        for (var tenant : files.prefixes("")) {
            for (var job : files.prefixes(tenant)) {
                for (var attempt : files.prefixes(job)) {
                    removed += sweep(job, attempt);
                }
            }
        }
        if (removed > 0) {
            LOG.info("Removed {} objects that nothing named", removed);
        }
    }

    /// Whether the attempt lives is asked first: once it does not, nothing names more of its objects.
    private int sweep(String jobPrefix, String attemptPrefix) {
        var jobId = lastName(jobPrefix);
        var number = lastName(attemptPrefix);
        if (!number.matches("\\d{1,9}")) {
            return 0;
        }
        var attempt = Integer.parseInt(number);
        return runs(jobId, attempt) || published(jobId, attempt)
                ? 0
                : files.deleteAllBut(attemptPrefix, named(jobId));
    }

    private boolean runs(String jobId, int attempt) {
        return db.fetchExists(
                JOB,
                JOB.ID.eq(jobId),
                JOB.STATE.eq(JobState.RUNNING.name()),
                JOB.ATTEMPT.eq(attempt));
    }

    private boolean published(String jobId, int attempt) {
        return db.fetchExists(
                JOB_MANIFEST, JOB_MANIFEST.JOB_ID.eq(jobId), JOB_MANIFEST.ATTEMPT.eq(attempt));
    }

    /// Parts that earlier attempts finished, for a later one to go on behind or to publish.
    private Set<String> named(String jobId) {
        var keys =
                db.select(JOB_PART.OBJECT_KEY)
                        .from(JOB_PART)
                        .join(JOB)
                        .on(JOB.ID.eq(JOB_PART.JOB_ID))
                        .where(JOB.ID.eq(jobId), JOB.STATE.notIn(WITHOUT_RESULT))
                        .fetchSet(JOB_PART.OBJECT_KEY);
        db.select(JOB_MANIFEST.BODY)
                .from(JOB_MANIFEST)
                .where(JOB_MANIFEST.JOB_ID.eq(jobId))
                .fetchOptional(JOB_MANIFEST.BODY)
                .map(body -> Json.read(body.data(), Manifest.class))
                .ifPresent(manifest -> manifest.parts().forEach(part -> keys.add(part.key())));
        return keys;
    }

    private static String lastName(String prefix) {
        var path = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
