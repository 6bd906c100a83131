package dev.sluice.sources.reading;

/// How many rows a statement probably has.
///
/// @param plannedRows the planner's estimate
/// @param rows the best estimate: the planner's, corrected by a sample where there is one
/// @param sampled whether a sample was counted
/// @param plainScan whether the statement reads one table row by row, so that several readers can
public record RowEstimate(long plannedRows, long rows, boolean sampled, boolean plainScan) {}
