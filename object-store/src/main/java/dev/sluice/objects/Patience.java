package dev.sluice.objects;

import java.time.Duration;

/// How long the store may stay silent, and how often it is asked again.
///
/// @param connect for a connection
/// @param silence without a byte in either direction
/// @param completion for the answer to a finished multipart upload, while the store joins the parts
/// @param attempts of one call, the first included
/// @param longestPause between two attempts; pauses double from 200 ms and are jittered
/// @param total after which no further attempt begins
record Patience(
        Duration connect,
        Duration silence,
        Duration completion,
        int attempts,
        Duration longestPause,
        Duration total) {
    static final Patience DEFAULT =
            new Patience(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10),
                    6,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(2));
}
