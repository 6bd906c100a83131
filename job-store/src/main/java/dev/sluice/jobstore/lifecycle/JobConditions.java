package dev.sluice.jobstore.lifecycle;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import dev.sluice.model.job.JobType;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/// Which jobs a client means.
final class JobConditions {
    /// Calls are never seen, and what a client deleted is gone for it at once.
    static final Condition VISIBLE =
            JOB.TYPE.ne(inline(JobType.CALL.name())).and(JOB.DELETED_AT.isNull());

    private JobConditions() {}

    /// @param tenant null for any
    static Condition one(@Nullable String tenant, String id) {
        return VISIBLE.and(JOB.ID.eq(id)).and(of(tenant));
    }

    static Condition of(@Nullable String tenant) {
        return tenant == null ? noCondition() : JOB.TENANT_ID.eq(tenant);
    }

    static Condition matches(JobFilter filter) {
        var all = VISIBLE.and(of(filter.tenant()));
        if (!filter.types().isEmpty()) {
            all = all.and(JOB.TYPE.in(filter.types().stream().map(Enum::name).toList()));
        }
        if (!filter.states().isEmpty()) {
            // inlined, so that also a plan made for every value finds the indexes that are partial
            // in it
            var states = filter.states().stream().map(state -> inline(state.name())).toList();
            all = all.and(JOB.STATE.in(states));
        }
        if (filter.tag() != null) {
            all = all.and(JOB.TAGS.contains(new String[] {filter.tag()}));
        }
        if (filter.createdAfter() != null) {
            all = all.and(JOB.CREATED_AT.gt(filter.createdAfter()));
        }
        if (filter.createdBefore() != null) {
            all = all.and(JOB.CREATED_AT.lt(filter.createdBefore()));
        }
        if (filter.text() != null) {
            all =
                    all.and(
                            JOB.QUESTION
                                    .containsIgnoreCase(filter.text())
                                    .or(JOB.SQL.containsIgnoreCase(filter.text())));
        }
        return all;
    }
}
