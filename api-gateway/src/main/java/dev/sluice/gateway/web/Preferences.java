package dev.sluice.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/// The `Prefer` header (RFC 7240), of which `wait` is known. What is not understood is ignored, as the
/// RFC asks.
public final class Preferences {
    private static final String APPLIED = "Preference-Applied";

    private static final long LONGEST_WAIT_SECONDS = 30;
    private static final Pattern WAIT =
            Pattern.compile("(?i)^\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(;.*)?$");

    private Preferences() {}

    /// How long the client wants the answer held, 30 seconds at most.
    public static Optional<Duration> waiting(HttpServletRequest request) {
        for (var header : Collections.list(request.getHeaders("Prefer"))) {
            for (var preference : header.split(",", -1)) {
                var wait = WAIT.matcher(preference);
                if (wait.matches()) {
                    var seconds = Long.parseLong(wait.group(1));
                    return Optional.of(Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT_SECONDS)));
                }
            }
        }
        return Optional.empty();
    }

    /// Says that the answer was held as the client wished. An answer without it was not (RFC 7240, section
    /// 3): there was no room to wait, or the process is about to stop.
    public static void applied(HttpHeaders headers, Duration wait) {
        headers.set(APPLIED, "wait=" + wait.toSeconds());
    }
}
