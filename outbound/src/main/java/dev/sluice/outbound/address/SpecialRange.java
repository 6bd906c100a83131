package dev.sluice.outbound.address;

/// A row of the table: addresses that are not an ordinary host of the public internet.
///
/// @param name as its registry or its owner calls it
/// @param source where that is written
/// @param metadata whether a cloud hands out credentials there: an operator's range opens it only by
///     naming it exactly
record SpecialRange(IpRange range, String name, String source, boolean metadata) {}
