package dev.sluice.jobstore.submission;

import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Priority;
import dev.sluice.model.request.JobRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A validated job on its way into the store.
///
/// @param sql as the client gave it; the worker guards it again
/// @param source name of the source, already resolved
/// @param deadline how long it may wait for its first claim
/// @param cost what the scheduler charges the tenant: rows for exports, tokens for analyses
/// @param webhookUrl told of where it rests and how it ends; canonical, and judged by the caller
public record NewJob(
        String tenant,
        JobType type,
        JobRequest request,
        @Nullable String question,
        @Nullable String sql,
        @Nullable String source,
        @Nullable String threadId,
        List<String> tags,
        Priority priority,
        Duration deadline,
        @Nullable String retryOf,
        long cost,
        @Nullable String webhookUrl) {
    public static final Duration DEFAULT_DEADLINE = Duration.ofDays(1);

    /// Without a `webhook_url`.
    public NewJob(
            String tenant,
            JobType type,
            JobRequest request,
            @Nullable String question,
            @Nullable String sql,
            @Nullable String source,
            @Nullable String threadId,
            List<String> tags,
            Priority priority,
            Duration deadline,
            @Nullable String retryOf,
            long cost) {
        this(
                tenant, type, request, question, sql, source, threadId, tags, priority, deadline,
                retryOf, cost, null);
    }

    public NewJob withWebhookUrl(@Nullable String url) {
        return new NewJob(
                tenant, type, request, question, sql, source, threadId, tags, priority, deadline,
                retryOf, cost, url);
    }
}
