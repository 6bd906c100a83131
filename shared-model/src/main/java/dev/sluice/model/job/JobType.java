package dev.sluice.model.job;

/// What a job delivers. `CALL` is a short question of the gateway to a worker; clients never see one. A
/// `BULK_ACTION` is done by the gateways themselves and has no lane.
public enum JobType {
    ANALYSIS,
    EXPORT,
    BULK_ACTION,
    CALL
}
