package dev.sluice.jobstore.worker;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a claimed attempt on a thread of its own and sees to it that the attempt ends one way or another.
final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final WorkerTools tools;
    private final JobHandler handler;
    private final ActiveJobs active;

    JobRunner(WorkerTools tools, JobHandler handler, ActiveJobs active) {
        this.tools = tools;
        this.handler = handler;
        this.active = active;
    }

    /// @param afterwards frees the slot
    void start(JobRecord row, Runnable afterwards) {
        var job = new ActiveJob(tools, row);
        active.add(job);
        try {
            Thread.ofPlatform().daemon().name(job.id()).start(() -> run(job, afterwards));
        } catch (RuntimeException | Error e) {
            // Nobody may renew the lease of a job that does not run
            active.remove(job);
            throw e;
        }
    }

    private void run(ActiveJob job, Runnable afterwards) {
        try {
            handle(job);
        } catch (LeaseLost e) {
            LOG.info("{}: thrown away", e.getMessage());
        } catch (EndUnknown e) {
            LOG.warn("The database is away: {}; the lease decides", e.getMessage());
        } finally {
            tellHandler(job);
            active.remove(job);
            afterwards.run();
        }
    }

    private void tellHandler(ActiveJob job) {
        var state = job.endedAs();
        if (state == null || !state.terminal()) {
            return;
        }
        try {
            handler.ended(job.job(), state);
        } catch (RuntimeException | Error e) {
            LOG.warn("{} has ended, but not all of it could be cleaned up", job.id(), e);
        }
    }

    private void handle(ActiveJob job) {
        try {
            handler.run(job);
            if (!job.ended()) {
                LOG.error("The handler left {} without an end", job.id());
                job.fail(
                        Problem.of(
                                ProblemType.INTERNAL_ERROR, "The worker ended without a result."));
            }
        } catch (CancellationException e) {
            job.stopped();
        } catch (ProblemException e) {
            job.fail(e.problem());
        } catch (LeaseLost | EndUnknown e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            job.stopped();
        } catch (Exception | Error e) {
            LOG.error("Attempt {} of {} failed", job.attempt(), job.id(), e);
            job.fail(
                    Problem.of(
                            ProblemType.INTERNAL_ERROR,
                            "The worker failed unexpectedly ("
                                    + e.getClass().getSimpleName()
                                    + "); its log says more."));
        }
    }
}
