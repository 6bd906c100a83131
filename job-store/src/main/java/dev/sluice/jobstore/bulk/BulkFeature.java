package dev.sluice.jobstore.bulk;

import dev.sluice.jobstore.access.Audit;
import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.submission.Submissions;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionTemplate;

/// Bulk actions, put together.
public final class BulkFeature {
    private BulkFeature() {}

    public static BulkActions actions(
            DSLContext db,
            TransactionTemplate transaction,
            Jobs jobs,
            Submissions submissions,
            EventWriter events,
            Audit audit) {
        return new StoredBulkActions(
                db, transaction, jobs, submissions, new BulkProgressWriter(db, events), audit);
    }

    /// @param gateway this process's name
    /// @param afterDeletes removes at once what deleted jobs leave behind
    public static BulkDuty duty(
            DSLContext db,
            TransactionTemplate transaction,
            Jobs jobs,
            Transitions transitions,
            EventWriter events,
            Audit audit,
            String gateway,
            Runnable afterDeletes) {
        var step = step(db, transaction, jobs, transitions, events, audit, gateway);
        return new BulkDuty(db, transaction, transitions, step, gateway, afterDeletes);
    }

    static BulkStep step(
            DSLContext db,
            TransactionTemplate transaction,
            Jobs jobs,
            Transitions transitions,
            EventWriter events,
            Audit audit,
            String gateway) {
        return new BulkStep(
                db,
                jobs,
                transitions,
                new BulkAct(db, transaction, jobs, audit),
                new BulkProgressWriter(db, events),
                gateway);
    }
}
