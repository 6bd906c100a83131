package dev.sluice.gateway.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.model.job.Job;
import dev.sluice.model.problem.Problem;
import org.jspecify.annotations.Nullable;

/// What became of one entry of a batch, as its own submission would have been answered.
///
/// @param job set when the entry was accepted
/// @param problem set when it was not
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchItem(int status, @Nullable Job job, @Nullable Problem problem) {
    private static final int ACCEPTED = 202;

    static BatchItem accepted(Job job) {
        return new BatchItem(ACCEPTED, job, null);
    }

    static BatchItem refused(Problem problem) {
        return new BatchItem(problem.status(), null, problem);
    }
}
