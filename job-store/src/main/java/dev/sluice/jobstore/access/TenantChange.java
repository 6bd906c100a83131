package dev.sluice.jobstore.access;

import org.jspecify.annotations.Nullable;

/// What becomes different about a tenant; null leaves a value as it is.
///
/// @param maxRunning null leaves it
/// @param retention null leaves it
public record TenantChange(
        @Nullable String name,
        @Nullable Integer weight,
        @Nullable RunningLimit maxRunning,
        @Nullable RetentionChange retention) {

    /// @param most null for no limit
    public record RunningLimit(@Nullable Integer most) {}

    /// Each in days; null leaves it.
    public record RetentionChange(
            @Nullable Integer results, @Nullable Integer files, @Nullable Integer questions) {}
}
