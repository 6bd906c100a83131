package dev.sluice.objects;

import java.time.Duration;

/// How long the store may stay silent, and how often it is asked again.
///
/// @param connect for a connection
/// @param silence without a byte in either direction
/// @param slowest bytes a second of a body on its way: what the system has taken of it may still travel
///     while the answer is waited for, so that a larger body is given more time
/// @param completion for the answer to a finished multipart upload, while the store joins the parts
/// @param attempts of one call, the first included
/// @param longestPause between two attempts; pauses double from 200 ms and are jittered
/// @param total after which no further attempt begins
record Patience(
        Duration connect,
        Duration silence,
        long slowest,
        Duration completion,
        int attempts,
        Duration longestPause,
        Duration total) {
    static final Patience DEFAULT =
            new Patience(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    64 * 1024,
                    Duration.ofMinutes(10),
                    6,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(2));

    /// How long to wait for the answer to a body of so many bytes.
    Duration answer(long bytes) {
        return silence.plusMillis(1000 * bytes / slowest);
    }
}
