package dev.sluice.jobstore.view;

import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.Json;
import dev.sluice.model.job.InputRequest;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobProgress;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Links;
import dev.sluice.model.job.Priority;
import dev.sluice.model.job.Review;
import dev.sluice.model.job.Stage;
import dev.sluice.model.job.WaitingFor;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.request.JobRequest;
import java.util.List;
import org.jooq.JSON;
import org.jspecify.annotations.Nullable;

/// Rows of `job` as the contract's job.
public final class JobRows {
    private JobRows() {}

    /// The job by itself. Queued, it waits for the dispatcher to look at it; [WaitingReasons] knows better.
    public static Job view(JobRecord row) {
        return view(row, WaitingFor.DISPATCH);
    }

    /// @param inBacklog why it waits where it may be dispatched
    static Job view(JobRecord row, WaitingFor inBacklog) {
        var type = JobType.valueOf(row.getType());
        var state = JobState.valueOf(row.getState());
        var running = state == JobState.RUNNING;
        return new Job(
                row.getId(),
                type,
                state,
                running && row.getStage() != null ? Stage.valueOf(row.getStage()) : null,
                row.getAttempt(),
                row.getFailures(),
                Priority.values()[row.getPriority()],
                row.getTenantId(),
                row.getQuestion(),
                row.getSql(),
                row.getSource(),
                row.getThreadId(),
                List.of(row.getTags()),
                row.getRetryOf(),
                row.getRequiresExport(),
                read(row.getProgress(), JobProgress.class),
                state == JobState.QUEUED ? waitingFor(row, inBacklog) : null,
                row.getCancelRequestedAt() != null,
                state == JobState.AWAITING_REVIEW ? read(row.getReview(), Review.class) : null,
                state == JobState.NEEDS_INPUT
                        ? read(row.getInputRequest(), InputRequest.class)
                        : null,
                row.getCreatedAt(),
                row.getStartedAt(),
                row.getFinishedAt(),
                row.getDeadline(),
                row.getExpiresAt(),
                read(row.getError(), Problem.class),
                Links.of(row.getId(), type, state));
    }

    public static JobRequest request(JobRecord row) {
        return Json.read(row.getRequest().data(), JobRequest.class);
    }

    private static WaitingFor waitingFor(JobRecord row, WaitingFor inBacklog) {
        if (row.getNotBefore() != null) {
            return WaitingFor.BACKOFF;
        }
        return inBacklog(row) ? inBacklog : WaitingFor.DISPATCH;
    }

    static boolean inBacklog(JobRecord row) {
        return row.getState().equals(JobState.QUEUED.name())
                && row.getDispatchedAt() == null
                && row.getNotBefore() == null;
    }

    private static <T> @Nullable T read(@Nullable JSON json, Class<T> type) {
        return json == null ? null : Json.read(json.data(), type);
    }
}
