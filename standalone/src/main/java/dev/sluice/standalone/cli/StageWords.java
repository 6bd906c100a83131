package dev.sluice.standalone.cli;

import dev.sluice.model.job.Job;
import dev.sluice.model.job.Stage;
import dev.sluice.model.job.WaitingFor;
import org.jspecify.annotations.Nullable;

/// What a job is doing, in words.
final class StageWords {
    private StageWords() {}

    static String of(Job job) {
        return switch (job.state()) {
            case QUEUED -> waiting(job.waitingFor());
            case RUNNING -> running(job.stage());
            case AWAITING_REVIEW -> "Waiting for a review";
            case NEEDS_INPUT -> "Waiting for an answer";
            case SUCCEEDED -> "Done";
            case FAILED -> "Failed";
            case CANCELLED -> "Cancelled";
            case EXPIRED -> "Expired";
        };
    }

    private static String waiting(@Nullable WaitingFor reason) {
        return switch (reason) {
            case null -> "Waiting in the queue";
            case CAPACITY -> "Waiting for a free worker";
            case TENANT_SHARE -> "Waiting for its turn among the tenants";
            case QUOTA -> "Waiting for quota";
            case DISPATCH -> "Waiting for a worker to take it";
            case BACKOFF -> "Waiting before the next try";
        };
    }

    private static String running(@Nullable Stage stage) {
        return switch (stage) {
            case null -> "Running";
            case CLASSIFYING -> "Reading the question";
            case PLANNING -> "Planning";
            case GENERATING -> "Writing SQL";
            case CHECKING -> "Checking the SQL";
            case EXECUTING -> "Running the query";
            case CHARTING -> "Choosing a chart";
            case EXPORTING -> "Exporting";
            case PUBLISHING -> "Publishing the files";
        };
    }
}
