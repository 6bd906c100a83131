package dev.sluice.sources.reading;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows for an answer, at most as many as were asked for.
///
/// @param rows JSON-ready values by the contract's "Values": exact numbers (`Long`, `Integer`,
///     `BigDecimal`, `Double`), NaN and infinities as strings, booleans, ISO 8601 strings, lists, maps
/// @param truncated whether the statement had more rows
public record QueryResult(
        List<ResultColumn> columns,
        List<List<@Nullable Object>> rows,
        boolean truncated,
        Instant asOf,
        long executionMs) {}
