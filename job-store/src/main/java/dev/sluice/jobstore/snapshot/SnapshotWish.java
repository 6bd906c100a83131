package dev.sluice.jobstore.snapshot;

import org.jspecify.annotations.Nullable;

/// An export that wants its source held as it is now.
///
/// @param generation counts the wishes of the job; a newer one ends an older one
/// @param source as in the job; null for the tenant's first
/// @param sql as in the job: judge it before it is used
public record SnapshotWish(
        String jobId, int generation, String tenant, @Nullable String source, String sql) {}
