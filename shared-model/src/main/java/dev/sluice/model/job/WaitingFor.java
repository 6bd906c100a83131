package dev.sluice.model.job;

/// Why a queued job has not started.
public enum WaitingFor {
    CAPACITY,
    TENANT_SHARE,
    QUOTA,
    DISPATCH,
    BACKOFF
}
