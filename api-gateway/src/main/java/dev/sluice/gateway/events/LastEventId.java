package dev.sluice.gateway.events;

import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Where a client wants to go on.
final class LastEventId {
    /// What no stream ever had: it leads to a `resync`.
    static final long UNKNOWN = -1;

    private LastEventId() {}

    static OptionalLong of(HttpServletRequest request) {
        return parse(request.getHeader("Last-Event-ID"));
    }

    static OptionalLong parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Math.max(UNKNOWN, Long.parseLong(header.strip())));
        } catch (NumberFormatException e) {
            return OptionalLong.of(UNKNOWN);
        }
    }
}
