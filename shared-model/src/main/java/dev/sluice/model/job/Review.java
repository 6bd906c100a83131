package dev.sluice.model.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a person is asked to approve in `awaiting_review`.
///
/// @param sql that will run when it is approved
/// @param explanation in plain language
/// @param estimatedRows the planner's estimate; null where there is none
/// @param deadline after which the job expires
public record Review(
        String sql, String explanation, @Nullable Long estimatedRows, Instant deadline) {}
