package dev.sluice.model.job;

/// Order among the jobs of one tenant.
public enum Priority {
    LOW,
    NORMAL,
    HIGH
}
