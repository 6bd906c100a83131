package dev.sluice.jobstore.lifecycle;

import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param tenant null for every tenant (operators only)
/// @param types empty for all; the same for `states`
/// @param text searched in question and SQL
public record JobFilter(
        @Nullable String tenant,
        List<JobType> types,
        List<JobState> states,
        @Nullable String tag,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable String text) {}
