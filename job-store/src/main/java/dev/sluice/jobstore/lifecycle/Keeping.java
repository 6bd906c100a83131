package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.TENANT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import java.time.Instant;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// How long what a job delivered is kept, as its tenant wants it at the job's end.
final class Keeping {
    private Keeping() {}

    /// For the UPDATE of `job` that ends it.
    static Field<Instant> until(JobState end) {
        var files =
                DSL.condition(val(end == JobState.SUCCEEDED))
                        .and(JOB.TYPE.eq(JobType.EXPORT.name()));
        var days =
                field(
                        select(when(files, TENANT.FILES_DAYS).otherwise(TENANT.RESULTS_DAYS))
                                .from(TENANT)
                                .where(TENANT.ID.eq(JOB.TENANT_ID)));
        return field("now() + make_interval(days => {0})", JOB.EXPIRES_AT.getDataType(), days);
    }
}
