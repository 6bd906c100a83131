package dev.sluice.model.job;

/// What a running job is doing.
public enum Stage {
    CLASSIFYING,
    PLANNING,
    GENERATING,
    CHECKING,
    EXECUTING,
    CHARTING,
    EXPORTING,
    PUBLISHING
}
