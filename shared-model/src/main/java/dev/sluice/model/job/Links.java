package dev.sluice.model.job;

import org.jspecify.annotations.Nullable;

/// API paths of one job; `result` and `files` are null until they exist.
public record Links(
        String self,
        String events,
        @Nullable String result,
        @Nullable String files,
        @Nullable String cancel) {

    public static Links of(String jobId, JobType type, JobState state) {
        var self = "/v1/jobs/" + jobId;
        var done = state == JobState.SUCCEEDED;
        return new Links(
                self,
                self + "/events",
                done && type == JobType.ANALYSIS ? self + "/result" : null,
                done && type == JobType.EXPORT ? self + "/files" : null,
                state.terminal() ? null : self + "/cancel");
    }
}
