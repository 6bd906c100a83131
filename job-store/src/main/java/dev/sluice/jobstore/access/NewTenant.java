package dev.sluice.jobstore.access;

import org.jspecify.annotations.Nullable;

/// A tenant to be made; see [Tenant].
public record NewTenant(
        String name, int weight, @Nullable Integer maxRunning, RetentionDays retention) {}
