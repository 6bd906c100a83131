package dev.sluice.exports.parquet;

import dev.sluice.exports.values.Wire;

/// Dates and times from PostgreSQL's epoch, the year 2000, to Parquet's, 1970.
///
/// The infinities of dates and timestamps become the largest integer and its negative: beyond every
/// date that PostgreSQL has, in order with all others, and what DuckDB reads as infinities.
final class Times {
    private static final int EPOCH_DAYS = 10_957;
    private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

    private Times() {}

    static long date(byte[] row, int at, int length) {
        Wire.requireLength(4, length);
        int days = Wire.int4(row, at);
        return switch (days) {
            case Integer.MAX_VALUE -> Integer.MAX_VALUE;
            case Integer.MIN_VALUE -> -Integer.MAX_VALUE;
            default -> days + EPOCH_DAYS;
        };
    }

    static long timestamp(byte[] row, int at, int length) {
        Wire.requireLength(8, length);
        long micros = Wire.int8(row, at);
        if (micros == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        if (micros == Long.MIN_VALUE) {
            return -Long.MAX_VALUE;
        }
        // PostgreSQL's last 29 years do not fit: they end in 294276, Parquet's in 294247.
        if (micros >= Long.MAX_VALUE - EPOCH_MICROS) {
            throw new Unrepresentable("a timestamp after the year 294246");
        }
        return micros + EPOCH_MICROS;
    }
}
