package dev.sluice.jobstore.bulk;

import static dev.sluice.jobstore.schema.Tables.BULK_ACTION;
import static dev.sluice.jobstore.schema.Tables.JOB;

import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.schema.tables.records.BulkActionRecord;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.job.BulkProgress;
import dev.sluice.model.job.JobState;
import dev.sluice.model.request.BulkActionRequest.Action;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/// The next piece of one bulk action: up to 100 jobs, how far it has come, and the events about it, all in
/// the caller's transaction. So a kill neither acts twice on a job nor forgets one.
///
/// The action's own row is locked first: two gateways that both believe to be the one are served one after
/// the other, and the second goes on behind the first.
final class BulkStep {
    static final int BATCH = 100;

    private final DSLContext db;
    private final Jobs jobs;
    private final Transitions transitions;
    private final BulkAct act;
    private final BulkProgressWriter progress;
    private final String gateway;

    /// @param gateway this process's name, shown as the attempt's worker
    BulkStep(
            DSLContext db,
            Jobs jobs,
            Transitions transitions,
            BulkAct act,
            BulkProgressWriter progress,
            String gateway) {
        this.db = db;
        this.jobs = jobs;
        this.transitions = transitions;
        this.act = act;
        this.progress = progress;
        this.gateway = gateway;
    }

    enum Taken {
        NOTHING,
        A_PIECE,
        END_OF_DELETES
    }

    /// @param held whether this gateway may act
    Taken take(String jobId, Condition held) {
        var row =
                db.selectFrom(JOB)
                        .where(
                                JOB.ID.eq(jobId),
                                JOB.STATE.in(JobState.QUEUED.name(), JobState.RUNNING.name()),
                                held)
                        .forUpdate()
                        .fetchOne();
        if (row == null) {
            return Taken.NOTHING;
        }
        if (row.getCancelRequestedAt() != null) {
            transitions.cancelled(jobId, row.getAttempt());
            return ended(bulk(row));
        }
        return begun(row).map(this::goOn).orElse(Taken.NOTHING);
    }

    private Optional<JobRecord> begun(JobRecord row) {
        return row.getState().equals(JobState.QUEUED.name())
                ? transitions.begin(row.getId(), gateway)
                : Optional.of(row);
    }

    private Taken goOn(JobRecord row) {
        var bulk = bulk(row);
        var action = Action.valueOf(bulk.getAction());
        var meant = Meant.by(action, StoredFilter.read(bulk.getFilter()));
        var ids = meant.map(filter -> next(bulk, filter)).orElse(List.of());
        if (ids.isEmpty()) {
            end(row, bulk);
            return ended(bulk);
        }
        var outcome =
                act.on(row.getId(), ids, action, meant.orElseThrow(), bulk.getCreatedBefore());
        bulk.setLastJobId(ids.getLast());
        note(bulk, outcome.done(), outcome.failures());
        return Taken.A_PIECE;
    }

    private BulkActionRecord bulk(JobRecord row) {
        return db.selectFrom(BULK_ACTION).where(BULK_ACTION.JOB_ID.eq(row.getId())).fetchSingle();
    }

    private static Taken ended(BulkActionRecord bulk) {
        return Action.valueOf(bulk.getAction()) == Action.DELETE
                ? Taken.END_OF_DELETES
                : Taken.A_PIECE;
    }

    private List<String> next(BulkActionRecord bulk, JobFilter meant) {
        return jobs.matching(meant, bulk.getCreatedBefore(), bulk.getLastJobId(), BATCH);
    }

    private void end(JobRecord row, BulkActionRecord bulk) {
        var missed = new Failures();
        missed.addChanged(bulk.getTotal() - bulk.getDone());
        if (!missed.none()) {
            note(bulk, missed.count(), missed);
        }
        transitions.succeed(row.getId(), row.getAttempt());
    }

    /// @param done of these jobs, with or without success
    private void note(BulkActionRecord bulk, long done, Failures failures) {
        bulk.setDone(bulk.getDone() + done);
        bulk.setFailed(bulk.getFailed() + failures.count());
        // a job that came back to a state of the filter is acted on although it was not counted
        bulk.setTotal(Math.max(bulk.getTotal(), bulk.getDone()));
        bulk.store();
        progress.show(
                bulk.getJobId(),
                new BulkProgress(bulk.getDone(), bulk.getTotal(), bulk.getFailed()));
        progress.explain(bulk.getJobId(), failures);
    }
}
