package dev.sluice.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the API key of a request: in `Authorization`, else in the session cookie.
final class Credential {
    private static final String SCHEME = "bearer ";
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    /// Any value: a page of another origin cannot send the header without our consent.
    private static final String OWN_PAGE_HEADER = "X-Sluice-Request";

    private final SessionCookie cookie;

    Credential(SessionCookie cookie) {
        this.cookie = cookie;
    }

    Optional<String> find(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        if (header != null) {
            return bearer(header);
        }
        return mayUseCookie(request) ? cookie.read(request) : Optional.empty();
    }

    static Optional<String> bearer(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    /// A browser sends cookies along with requests that other sites make; `SameSite=Strict` stops most
    /// of them, this stops the rest.
    private static boolean mayUseCookie(HttpServletRequest request) {
        return SAFE_METHODS.contains(request.getMethod())
                || request.getHeader(OWN_PAGE_HEADER) != null
                || isOwnOrigin(request.getHeader("Origin"), request.getHeader("Host"));
    }

    private static boolean isOwnOrigin(@Nullable String origin, @Nullable String host) {
        if (origin == null || host == null) {
            return false;
        }
        try {
            return host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
