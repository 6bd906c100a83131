package dev.sluice.gateway.tenant;

import dev.sluice.jobstore.access.RetentionDays;
import dev.sluice.jobstore.access.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A tenant as the contract shows it.
///
/// @param quotas null: this version has none
record TenantView(
        String id,
        String name,
        int weight,
        @Nullable Integer maxRunning,
        @Nullable Object quotas,
        RetentionDays retention,
        Instant createdAt) {
    static TenantView of(Tenant tenant) {
        return new TenantView(
                tenant.id(),
                tenant.name(),
                tenant.weight(),
                tenant.maxRunning(),
                null,
                tenant.retention(),
                tenant.createdAt());
    }
}
