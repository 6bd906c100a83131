package dev.sluice.model.job;

import dev.sluice.model.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job as the contract shows it.
///
/// @param attempt how often it was claimed; the fence of every write of a worker
/// @param failures how many attempts failed, at most 5
/// @param source name of the source it reads
/// @param review set while `awaiting_review`
/// @param inputRequest set while `needs_input`
/// @param deadline until when it must be claimed
/// @param expiresAt when its result or files are removed; null until the end
public record Job(
        String id,
        JobType type,
        JobState state,
        @Nullable Stage stage,
        int attempt,
        int failures,
        Priority priority,
        String tenant,
        @Nullable String question,
        @Nullable String sql,
        @Nullable String source,
        @Nullable String threadId,
        List<String> tags,
        @Nullable String retryOf,
        boolean requiresExport,
        @Nullable JobProgress progress,
        @Nullable WaitingFor waitingFor,
        boolean cancelRequested,
        @Nullable Review review,
        @Nullable InputRequest inputRequest,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant deadline,
        @Nullable Instant expiresAt,
        @Nullable Problem error,
        Links links) {}
