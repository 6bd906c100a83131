package dev.sluice.sources.plan;

/// The planner's expectation.
///
/// @param estimatedRows rows the statement is expected to return
/// @param estimatedCost the planner's cost units
public record Plan(long estimatedRows, double estimatedCost) {}
