package dev.sluice.model.request;

/// Asks an export worker what an export would be like; nothing is exported.
///
/// @param sql the statement, guarded once at the gateway and again where it runs
public record EstimateCall(ExportRequest export, String sql) implements JobRequest {}
