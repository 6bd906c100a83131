package dev.sluice.gateway.web;

import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.model.job.BulkProgress;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.Progress;
import dev.sluice.model.job.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// When asking again for a job is worth it.
///
/// | the job | pause |
/// | --- | --- |
/// | ended | none |
/// | waits for a person | 30 s |
/// | is queued, in back-off | until the back-off ends, 1 to 30 s |
/// | is queued, on its way to a worker | 1 s |
/// | is queued otherwise | a tenth of the time it has been queued, 1 to 15 s |
/// | runs and says how long it will take | a quarter of the time left, 1 to 30 s |
/// | runs and cannot say | a tenth of the time it has run, 1 to 10 s |
/// | is being cancelled | 1 s |
///
/// How long a job has been in the queue stands for how deep the queue is: who has waited long waits behind
/// many, and counting them at each poll would cost more than the poll.
final class PollAdvice {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final Duration MOST_QUEUED = Duration.ofSeconds(15);
    private static final Duration MOST_BLIND = Duration.ofSeconds(10);
    private static final int PART_OF_WAITED = 10;
    private static final int PART_OF_LEFT = 4;

    private PollAdvice() {}

    /// @return zero for a job that has ended
    static Duration pause(Jobs.Versioned found, Instant now) {
        var job = found.job();
        return switch (job.state()) {
            case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> Duration.ZERO;
            case AWAITING_REVIEW, NEEDS_INPUT -> MOST;
            case QUEUED -> queued(job, found.notBefore(), now);
            case RUNNING -> running(job, now);
        };
    }

    private static Duration queued(Job job, @Nullable Instant notBefore, Instant now) {
        if (job.waitingFor() == WaitingFor.BACKOFF && notBefore != null) {
            return within(Duration.between(now, notBefore), MOST);
        }
        if (job.waitingFor() == WaitingFor.DISPATCH) {
            return LEAST;
        }
        return within(
                Duration.between(job.createdAt(), now).dividedBy(PART_OF_WAITED), MOST_QUEUED);
    }

    private static Duration running(Job job, Instant now) {
        if (job.cancelRequested()) {
            return LEAST;
        }
        var since = job.startedAt() == null ? job.createdAt() : job.startedAt();
        var ran = Duration.between(since, now);
        var left = secondsLeft(job, ran);
        return left.isPresent()
                ? within(Duration.ofMillis((long) (left.getAsDouble() * 1000 / PART_OF_LEFT)), MOST)
                : within(ran.dividedBy(PART_OF_WAITED), MOST_BLIND);
    }

    private static OptionalDouble secondsLeft(Job job, Duration ran) {
        return switch (job.progress()) {
            case null -> OptionalDouble.empty();
            case Progress progress ->
                    progress.etaSeconds() == null
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(progress.etaSeconds());
            case BulkProgress bulk ->
                    bulk.done() == 0
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(
                                    ran.toMillis()
                                            / 1000.0
                                            * (bulk.total() - bulk.done())
                                            / bulk.done());
        };
    }

    private static Duration within(Duration pause, Duration most) {
        if (pause.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return pause.compareTo(most) > 0 ? most : pause;
    }
}
