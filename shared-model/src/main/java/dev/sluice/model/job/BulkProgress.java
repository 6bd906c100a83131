package dev.sluice.model.job;

/// How far a bulk action has come, in jobs.
///
/// @param done jobs that were acted on, with or without success
/// @param total jobs that matched when the action was asked for
/// @param failed of those done, the ones that could not be acted on
public record BulkProgress(long done, long total, long failed) implements JobProgress {}
