package dev.sluice.jobstore.dispatch;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static org.jooq.impl.DSL.inline;

import org.jooq.Condition;

/// Where a job stands between its submission and its end. Constants are inlined, so that also a plan made
/// for every value uses the indexes that are partial in them.
final class Queue {
    /// May be dispatched: it is not on its way, and does not back off.
    static final Condition BACKLOG =
            JOB.STATE
                    .eq(inline("QUEUED"))
                    .and(JOB.DISPATCHED_AT.isNull())
                    .and(JOB.NOT_BEFORE.isNull());

    static final Condition BACKING_OFF =
            JOB.STATE.eq(inline("QUEUED")).and(JOB.NOT_BEFORE.isNotNull());

    /// Marked as dispatched, not yet claimed.
    static final Condition ON_THE_WAY =
            JOB.STATE.eq(inline("QUEUED")).and(JOB.DISPATCHED_AT.isNotNull());

    /// Takes one of its tenant's places.
    static final Condition BUSY = JOB.STATE.eq(inline("RUNNING")).or(ON_THE_WAY);

    private Queue() {}
}
