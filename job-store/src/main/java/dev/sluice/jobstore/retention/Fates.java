package dev.sluice.jobstore.retention;

import static dev.sluice.jobstore.retention.JobSweeps.WITHOUT_RESULT;
import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_ATTEMPT;
import static dev.sluice.jobstore.schema.Tables.JOB_MANIFEST;
import static dev.sluice.jobstore.schema.Tables.JOB_PART;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.Json;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.JobState;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Asks for [Fate]s. The order of the questions matters: whether an attempt lives comes first, because
/// once it does not, nothing names more of its objects; parts come before the manifest that may take
/// their place.
record Fates(DSLContext db) {
    /// @param grace how long an attempt counts as fresh after its end
    Fate of(String tenant, String job, Duration grace) {
        var live = live(tenant, job);
        var fresh = fresh(tenant, job, grace);
        var named = parts(tenant, job);
        var manifest = manifest(tenant, job);
        if (manifest != null) {
            manifest.body().parts().forEach(part -> named.add(part.key()));
        }
        return new Fate(live, manifest == null ? null : manifest.attempt(), fresh, named);
    }

    private @Nullable Integer live(String tenant, String job) {
        return db.select(JOB.ATTEMPT)
                .from(JOB)
                .where(
                        JOB.ID.eq(job),
                        JOB.TENANT_ID.eq(tenant),
                        JOB.STATE.eq(JobState.RUNNING.name()))
                .fetchOne(JOB.ATTEMPT);
    }

    private Set<Integer> fresh(String tenant, String job, Duration grace) {
        if (grace.isZero()) {
            return Set.of();
        }
        return db.select(JOB_ATTEMPT.ATTEMPT)
                .from(JOB_ATTEMPT)
                .join(JOB)
                .on(JOB.ID.eq(JOB_ATTEMPT.JOB_ID))
                .where(
                        JOB.ID.eq(job),
                        JOB.TENANT_ID.eq(tenant),
                        JOB_ATTEMPT.FINISHED_AT.gt(Transitions.fromNow(grace.negated())))
                .fetchSet(JOB_ATTEMPT.ATTEMPT);
    }

    /// Parts that earlier attempts finished, for a later one to go on behind or to publish.
    private Set<String> parts(String tenant, String job) {
        return new HashSet<>(
                db.select(JOB_PART.OBJECT_KEY)
                        .from(JOB_PART)
                        .join(JOB)
                        .on(JOB.ID.eq(JOB_PART.JOB_ID))
                        .where(
                                JOB.ID.eq(job),
                                JOB.TENANT_ID.eq(tenant),
                                JOB.STATE.notIn(WITHOUT_RESULT))
                        .fetch(JOB_PART.OBJECT_KEY));
    }

    private @Nullable Published manifest(String tenant, String job) {
        return db.select(JOB_MANIFEST.ATTEMPT, JOB_MANIFEST.BODY)
                .from(JOB_MANIFEST)
                .join(JOB)
                .on(JOB.ID.eq(JOB_MANIFEST.JOB_ID))
                .where(JOB.ID.eq(job), JOB.TENANT_ID.eq(tenant))
                .fetchOne(row ->
                        new Published(
                                row.value1(), Json.read(row.value2().data(), Manifest.class)));
    }

    private record Published(int attempt, Manifest body) {}
}
