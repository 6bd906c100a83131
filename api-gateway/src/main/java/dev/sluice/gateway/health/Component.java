package dev.sluice.gateway.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How one part feels.
///
/// @param detail for whoever operates Sluice: no address, no secret, no tenant's names
@JsonInclude(JsonInclude.Include.NON_NULL)
record Component(Status status, @Nullable String detail) {
    enum Status {
        HEALTHY,
        DEGRADED,
        UNHEALTHY,
        DISABLED
    }

    static final Component HEALTHY = new Component(Status.HEALTHY, null);

    static Component degraded(String detail) {
        return new Component(Status.DEGRADED, detail);
    }

    static Component unhealthy(String detail) {
        return new Component(Status.UNHEALTHY, detail);
    }

    static Component disabled(String detail) {
        return new Component(Status.DISABLED, detail);
    }

    boolean impairs() {
        return status == Status.DEGRADED || status == Status.UNHEALTHY;
    }
}
