package dev.sluice.gateway.access;

import dev.sluice.jobstore.secret.SecretBox;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseCookie;

/// The dashboard's credential: the API key and an expiry, sealed with `SLUICE_SECRET_KEY`, so that any
/// gateway can read it, no script can, and a revoked key ends every session made from it.
final class SessionCookie {
    static final String NAME = "sluice_session";

    private static final Logger LOG = LoggerFactory.getLogger(SessionCookie.class);
    private static final String PURPOSE = "session";
    private static final int MOST_CHARACTERS = 1024;

    private final SecretBox box;
    private final Clock clock;
    private final Duration lifetime;
    private final boolean secure;

    /// @param secure whether browsers reach us by https
    SessionCookie(SecretBox box, Clock clock, Duration lifetime, boolean secure) {
        this.box = box;
        this.clock = clock;
        this.lifetime = lifetime;
        this.secure = secure;
    }

    Instant expiry() {
        return clock.instant().plus(lifetime);
    }

    String issue(String key, Instant expiry) {
        var text = key.getBytes(StandardCharsets.UTF_8);
        var plain =
                ByteBuffer.allocate(Long.BYTES + text.length)
                        .putLong(expiry.toEpochMilli())
                        .put(text)
                        .array();
        var sealed =
                Base64.getUrlEncoder().withoutPadding().encodeToString(box.seal(PURPOSE, plain));
        return cookie(sealed, lifetime);
    }

    String clear() {
        return cookie("", Duration.ZERO);
    }

    /// The API key in a request's cookie; empty when there is none, or none that counts.
    Optional<String> read(HttpServletRequest request) {
        var cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .filter(value -> value.length() <= MOST_CHARACTERS)
                .flatMap(value -> open(value).stream())
                .findFirst();
    }

    private Optional<String> open(String value) {
        try {
            var plain = ByteBuffer.wrap(box.open(PURPOSE, Base64.getUrlDecoder().decode(value)));
            if (plain.getLong() <= clock.millis()) {
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8.decode(plain).toString());
        } catch (RuntimeException e) {
            // forged, truncated, or sealed with an earlier secret: all of them mean "sign in again"
            LOG.debug("A session cookie was not readable", e);
            return Optional.empty();
        }
    }

    private String cookie(String value, Duration age) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(secure)
                .path("/v1")
                .maxAge(age)
                .build()
                .toString();
    }
}
