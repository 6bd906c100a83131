package dev.sluice.jobstore.bulk;

import static dev.sluice.jobstore.schema.Tables.JOB;

import dev.sluice.jobstore.access.Audit;
import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.BulkActionRequest.Action;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateClass;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Does an action to a few jobs, as each call of its own would. Every job has its savepoint, so that one
/// which cannot be acted on takes no other with it.
final class BulkAct {
    private final DSLContext db;
    private final TransactionTemplate savepoint;
    private final Jobs jobs;
    private final Audit audit;

    BulkAct(DSLContext db, TransactionTemplate transaction, Jobs jobs, Audit audit) {
        this.db = db;
        this.jobs = jobs;
        this.audit = audit;
        this.savepoint =
                new TransactionTemplate(
                        Objects.requireNonNull(transaction.getTransactionManager()), transaction);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /// @param failures of those done
    record Outcome(long done, Failures failures) {}

    /// @param by id of the bulk action
    Outcome on(String by, List<String> ids, Action action, JobFilter meant, Instant askedAt) {
        var failures = new Failures();
        var done = 0;
        for (var target : stillMeant(ids, meant, askedAt)) {
            done++;
            try {
                savepoint.executeWithoutResult(status -> act(by, action, target));
            } catch (ProblemException e) {
                failures.add(e.problem());
            } catch (DataAccessException e) {
                failures.add(ofThisJobAlone(target, e));
            }
        }
        return new Outcome(done, failures);
    }

    /// Locked in the order of their ids. Left out is what has left the states that the action is meant for,
    /// and what came into them only after it was asked for: a job that ran when somebody wanted all finished
    /// ones deleted is not deleted because it has finished since.
    private List<Target> stillMeant(List<String> ids, JobFilter meant, Instant askedAt) {
        return db.select(JOB.ID, JOB.TENANT_ID)
                .from(JOB)
                .where(
                        JOB.ID.in(ids),
                        JOB.DELETED_AT.isNull(),
                        JOB.STATE.in(meant.states().stream().map(Enum::name).toList()),
                        JOB.FINISHED_AT.isNull().or(JOB.FINISHED_AT.lt(askedAt)))
                .orderBy(JOB.ID)
                .forUpdate()
                .fetch(row -> new Target(row.value1(), row.value2()));
    }

    private void act(String by, Action action, Target job) {
        switch (action) {
            case CANCEL -> jobs.cancel(job.tenant(), job.id());
            case RETRY -> jobs.retry(job.tenant(), job.id());
            case DELETE -> {
                jobs.delete(job.tenant(), job.id());
                audit.record(job.tenant(), null, "job.delete", job.id(), "by " + by);
            }
        }
    }

    /// @throws DataAccessException again where it speaks of the database, not of the job
    private static Problem ofThisJobAlone(Target job, DataAccessException e) {
        if (e.sqlStateClass() == SQLStateClass.C22_DATA_EXCEPTION
                || e.sqlStateClass() == SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION) {
            return Problem.of(
                    ProblemType.INTERNAL_ERROR,
                    "The job database refused it for " + job.id() + ".");
        }
        throw e;
    }

    private record Target(String id, String tenant) {}
}
