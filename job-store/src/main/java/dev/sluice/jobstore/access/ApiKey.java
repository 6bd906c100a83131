package dev.sluice.jobstore.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key without its text, which nobody keeps.
///
/// @param scopes sorted
/// @param lastUsedAt to the minute; null before its first use
public record ApiKey(
        String id,
        String tenant,
        String name,
        List<String> scopes,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
