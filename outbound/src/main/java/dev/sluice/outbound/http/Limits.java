package dev.sluice.outbound.http;

import java.time.Duration;

/// What a receiver may take of us.
///
/// @param connect for each address that is tried
/// @param total from the look-up of the name to the last byte that is read
/// @param bodyBytes of the answer's body that are read; the connection is closed behind them
/// @param headers lines of the answer's head
/// @param headerBytes of each of them
public record Limits(
        Duration connect, Duration total, int bodyBytes, int headers, int headerBytes) {
    public static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(5), Duration.ofSeconds(15), 16 * 1024, 100, 8 * 1024);

    /// The default, with another limit of time for the whole.
    public static Limits within(Duration total) {
        return new Limits(
                DEFAULT.connect(),
                total,
                DEFAULT.bodyBytes(),
                DEFAULT.headers(),
                DEFAULT.headerBytes());
    }
}
