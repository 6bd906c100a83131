package dev.sluice.model.job;

/// What a job delivers. `CALL` is a short question of the gateway to a worker; clients never see one.
public enum JobType {
    ANALYSIS,
    EXPORT,
    CALL
}
