package dev.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.model.job.BulkProgress;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobProgress;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Links;
import dev.sluice.model.job.Priority;
import dev.sluice.model.job.Progress;
import dev.sluice.model.job.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PollAdviceTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void aQueuedJobIsAskedForMoreRarelyTheLongerItsQueueProves() {
        assertThat(queued(WaitingFor.CAPACITY, 1, null)).isEqualTo(1_000);
        assertThat(queued(WaitingFor.TENANT_SHARE, 60, null)).isEqualTo(6_000);
        assertThat(queued(WaitingFor.CAPACITY, 3_600, null)).isEqualTo(15_000);
        assertThat(queued(WaitingFor.DISPATCH, 3_600, null)).isEqualTo(1_000);
    }

    @Test
    void backOffIsWaitedFor() {
        assertThat(queued(WaitingFor.BACKOFF, 600, NOW.plusSeconds(12))).isEqualTo(12_000);
        assertThat(queued(WaitingFor.BACKOFF, 600, NOW.plusSeconds(600))).isEqualTo(30_000);
    }

    @Test
    void aRunningJobIsAskedForAgainAfterAQuarterOfTheTimeLeft() {
        assertThat(running(10, eta(20.0))).isEqualTo(5_000);
        assertThat(running(10, eta(0.5))).isEqualTo(1_000);
        assertThat(running(10, eta(1_000.0))).isEqualTo(30_000);
        assertThat(running(30, new BulkProgress(30, 90, 0))).isEqualTo(15_000);
    }

    @Test
    void withoutAnEstimateThePauseGrowsWithTheJob() {
        assertThat(running(2, null)).isEqualTo(1_000);
        assertThat(running(50, eta(null))).isEqualTo(5_000);
        assertThat(running(900, new BulkProgress(0, 90, 0))).isEqualTo(10_000);
    }

    @Test
    void peopleTakeTheirTimeAndTheEndIsTheEnd() {
        assertThat(pause(JobState.NEEDS_INPUT, null, 5, null, null)).isEqualTo(30_000);
        assertThat(pause(JobState.AWAITING_REVIEW, null, 5, null, null)).isEqualTo(30_000);
        assertThat(pause(JobState.FAILED, null, 5, null, null)).isZero();
    }

    private static long queued(WaitingFor reason, long seconds, @Nullable Instant notBefore) {
        return pause(JobState.QUEUED, reason, seconds, null, notBefore);
    }

    private static long running(long seconds, @Nullable JobProgress progress) {
        return pause(JobState.RUNNING, null, seconds, progress, null);
    }

    private static Progress eta(@Nullable Double seconds) {
        return new Progress(1, 1, null, null, seconds);
    }

    private static long pause(
            JobState state,
            @Nullable WaitingFor waitingFor,
            long seconds,
            @Nullable JobProgress progress,
            @Nullable Instant notBefore) {
        var since = NOW.minus(Duration.ofSeconds(seconds));
        var job =
                new Job(
                        "job_1",
                        JobType.EXPORT,
                        state,
                        null,
                        1,
                        0,
                        Priority.NORMAL,
                        "default",
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        false,
                        progress,
                        waitingFor,
                        false,
                        null,
                        null,
                        since,
                        since,
                        null,
                        null,
                        null,
                        null,
                        Links.of("job_1", JobType.EXPORT, state));
        return PollAdvice.pause(new Jobs.Versioned(job, "1", notBefore), NOW).toMillis();
    }
}
