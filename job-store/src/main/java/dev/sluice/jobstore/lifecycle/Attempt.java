package dev.sluice.jobstore.lifecycle;

import dev.sluice.model.problem.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One claim of a job.
///
/// @param outcome `succeeded`, `failed`, `cancelled`, `lost`, `returned`, `handed_over`, or `asked` where a
///     person was; null while it runs
public record Attempt(
        int attempt,
        String worker,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String outcome,
        @Nullable Problem error) {}
