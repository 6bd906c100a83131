package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_MANIFEST;

import dev.sluice.model.job.JobState;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what lies in the bucket and is named by no manifest and no live attempt: the leavings of
/// workers that died or lost their lease. Public because JobRunr calls it by reflection.
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

    private int sweep(String jobPrefix, String attemptPrefix) {
        var jobId = lastName(jobPrefix);
        var attempt = lastName(attemptPrefix);
        return attempt.matches("\\d{1,9}") && !named(jobId, Integer.parseInt(attempt))
                ? files.deleteAll(attemptPrefix)
                : 0;
    }

    private boolean named(String jobId, int attempt) {
        return db.fetchExists(
                        JOB_MANIFEST,
                        JOB_MANIFEST.JOB_ID.eq(jobId),
                        JOB_MANIFEST.ATTEMPT.eq(attempt))
                || db.fetchExists(
                        JOB,
                        JOB.ID.eq(jobId),
                        JOB.STATE.eq(JobState.RUNNING.name()),
                        JOB.ATTEMPT.eq(attempt));
    }

    private static String lastName(String prefix) {
        var path = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
