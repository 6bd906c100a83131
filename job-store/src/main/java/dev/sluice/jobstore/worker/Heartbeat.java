package dev.sluice.jobstore.worker;

import static dev.sluice.jobstore.schema.Tables.JOB;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.job.JobState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renews the leases of all running attempts three times a lease (every 10 s), and asks once a second whether any of them was
/// cancelled. A lease that ran out but was not taken is renewed like any other.
final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();

    private final WorkerTools tools;
    private final ActiveJobs active;
    private final Duration lease;
    private volatile boolean running;
    private @Nullable Thread thread;

    Heartbeat(WorkerTools tools, ActiveJobs active) {
        this.tools = tools;
        this.active = active;
        this.lease = tools.transitions().lease();
    }

    void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("heartbeat").start(this::beat);
    }

    private void beat() {
        var renewAt = System.nanoTime();
        while (running) {
            LockSupport.parkNanos(TICK_NANOS);
            var jobs = active.all();
            if (jobs.isEmpty()) {
                continue;
            }
            try {
                if (System.nanoTime() - renewAt >= 0) {
                    renew(jobs);
                    renewAt = System.nanoTime() + lease.toNanos() / 3;
                }
                hearCancels(jobs);
            } catch (RuntimeException e) {
                // Whatever it is: without this thread every job here would be lost
                if (running) {
                    LOG.warn("Leases could not be renewed: {}", e.getMessage());
                }
            }
        }
    }

    private void renew(Collection<ActiveJob> jobs) {
        var kept =
                new HashSet<>(
                        tools.db()
                                .update(JOB)
                                .set(JOB.LEASE_UNTIL, Transitions.fromNow(lease))
                                .where(
                                        JOB.WORKER.eq(tools.worker()),
                                        JOB.STATE.eq(JobState.RUNNING.name()),
                                        JOB.ID.in(ids(jobs)))
                                .returningResult(JOB.ID, JOB.ATTEMPT)
                                .fetch(row -> row.value1() + "/" + row.value2()));
        for (var job : jobs) {
            if (!kept.contains(job.id() + "/" + job.attempt())) {
                job.lost();
            }
        }
    }

    private void hearCancels(Collection<ActiveJob> jobs) {
        var cancelled =
                tools.db()
                        .select(JOB.ID)
                        .from(JOB)
                        .where(JOB.ID.in(ids(jobs)), JOB.CANCEL_REQUESTED_AT.isNotNull())
                        .fetchSet(JOB.ID);
        jobs.stream()
                .filter(job -> cancelled.contains(job.id()))
                .forEach(ActiveJob::cancelRequested);
    }

    private static Collection<String> ids(Collection<ActiveJob> jobs) {
        return jobs.stream().map(ActiveJob::id).collect(Collectors.toList());
    }

    void stop() {
        running = false;
        var beating = thread;
        if (beating != null) {
            beating.interrupt();
        }
    }
}
