package dev.sluice.jobstore.webhook;

import dev.sluice.model.job.JobState;
import java.util.Arrays;
import java.util.Optional;

/// What an endpoint can be told.
public enum EventType {
    JOB_QUEUED("job.queued"),
    JOB_STARTED("job.started"),
    JOB_AWAITING_REVIEW("job.awaiting_review"),
    JOB_NEEDS_INPUT("job.needs_input"),
    JOB_SUCCEEDED("job.succeeded"),
    JOB_FAILED("job.failed"),
    JOB_CANCELLED("job.cancelled"),
    JOB_EXPIRED("job.expired"),
    /// A day before an endpoint is switched off; told to whoever wants `endpoint.disabled`.
    ENDPOINT_FAILING("endpoint.failing"),
    ENDPOINT_DISABLED("endpoint.disabled"),
    /// Sent on demand only; nobody subscribes to it.
    WEBHOOK_TEST("webhook.test");

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    /// As in the body and in an endpoint's `events`.
    public String word() {
        return word;
    }

    /// Whether an endpoint may ask for it by name.
    public boolean subscribable() {
        return this != WEBHOOK_TEST;
    }

    /// Whether the `webhook_url` of a job is told of it.
    boolean oneOff() {
        return switch (this) {
            case JOB_AWAITING_REVIEW,
                    JOB_NEEDS_INPUT,
                    JOB_SUCCEEDED,
                    JOB_FAILED,
                    JOB_CANCELLED,
                    JOB_EXPIRED ->
                    true;
            case JOB_QUEUED, JOB_STARTED, ENDPOINT_FAILING, ENDPOINT_DISABLED, WEBHOOK_TEST ->
                    false;
        };
    }

    /// @return empty where there is no such word
    public static Optional<EventType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /// What a job that comes to this state tells; `QUEUED` and `RUNNING` only for the first time.
    static EventType of(JobState state) {
        return switch (state) {
            case QUEUED -> JOB_QUEUED;
            case RUNNING -> JOB_STARTED;
            case AWAITING_REVIEW -> JOB_AWAITING_REVIEW;
            case NEEDS_INPUT -> JOB_NEEDS_INPUT;
            case SUCCEEDED -> JOB_SUCCEEDED;
            case FAILED -> JOB_FAILED;
            case CANCELLED -> JOB_CANCELLED;
            case EXPIRED -> JOB_EXPIRED;
        };
    }
}
