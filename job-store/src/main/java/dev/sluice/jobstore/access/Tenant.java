package dev.sluice.jobstore.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who shares the platform with others.
///
/// @param weight share of a busy lane, against the weights of the others
/// @param maxRunning jobs at once; null for as many as there are slots
public record Tenant(
        String id,
        String name,
        int weight,
        @Nullable Integer maxRunning,
        RetentionDays retention,
        Instant createdAt) {
    public static final int DEFAULT_WEIGHT = 1;
    public static final int LARGEST_WEIGHT = 1000;
}
