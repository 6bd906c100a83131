package dev.sluice.gateway.health;

import java.util.Map;

/// The answer of `GET /v1/health`. Only the job database being away makes the whole unhealthy: without
/// anything else jobs are still accepted and kept.
record HealthReport(Component.Status status, Map<String, Component> components) {
    static HealthReport of(Map<String, Component> components) {
        var database = components.get("database");
        if (database != null && database.status() == Component.Status.UNHEALTHY) {
            return new HealthReport(Component.Status.UNHEALTHY, components);
        }
        var impaired = components.values().stream().anyMatch(Component::impairs);
        return new HealthReport(
                impaired ? Component.Status.DEGRADED : Component.Status.HEALTHY, components);
    }
}
