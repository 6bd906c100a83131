package dev.sluice.gateway.events;

import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.model.problem.ProblemType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Holds an answer until a job rests. It runs on the request's own virtual thread.
public final class JobWaiter {
    /// Read again even unwoken, should a wake-up have been lost.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Jobs jobs;
    private final JobWatch watch;

    JobWaiter(Jobs jobs, JobWatch watch) {
        this.jobs = jobs;
        this.watch = watch;
    }

    /// The job as soon as it rests (the end, or a question to a person), or after `patience`.
    ///
    /// @param tenant null for any
    public Jobs.Versioned await(@Nullable String tenant, String jobId, Duration patience) {
        var until = System.nanoTime() + patience.toNanos();
        try (var watched = watch.job(jobId)) {
            while (true) {
                var found = read(tenant, jobId);
                var left = Duration.ofNanos(until - System.nanoTime());
                if (found.job().state().resting() || !left.isPositive() || !watch.open()) {
                    return found;
                }
                watched.await(left.compareTo(LONGEST_PAUSE) < 0 ? left : LONGEST_PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return read(tenant, jobId);
        }
    }

    /// @throws dev.sluice.model.problem.ProblemException `not_found`
    public Jobs.Versioned read(@Nullable String tenant, String jobId) {
        return jobs.findVersioned(tenant, jobId)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no such job."));
    }
}
