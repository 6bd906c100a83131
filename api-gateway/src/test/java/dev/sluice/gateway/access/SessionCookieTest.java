package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.secret.SecretBox;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SessionCookieTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final SecretBox BOX =
            SecretBox.ofBase64(Base64.getEncoder().encodeToString(new byte[32]));

    @Test
    void holdsItsKeyUntilItExpires() {
        var issued = at(NOW).issue("slc_key", at(NOW).expiry());

        assertThat(at(NOW.plus(Duration.ofMinutes(59))).read(with(issued))).contains("slc_key");
        assertThat(at(NOW.plus(Duration.ofHours(1))).read(with(issued))).isEmpty();
    }

    @Test
    void isSecureOnlyWhereBrowsersComeByHttps() {
        assertThat(at(NOW).issue("k", NOW)).doesNotContain("Secure");
        assertThat(
                        new SessionCookie(BOX, Clock.systemUTC(), Duration.ofHours(1), true)
                                .issue("k", NOW))
                .contains("; Secure");
    }

    private static SessionCookie at(Instant now) {
        return new SessionCookie(BOX, Clock.fixed(now, ZoneOffset.UTC), Duration.ofHours(1), false);
    }

    private static HttpServletRequest with(String setCookie) {
        var value = setCookie.replaceAll(";.*", "").replaceFirst("[^=]*=", "");
        var cookies = new Cookie[] {new Cookie(SessionCookie.NAME, value)};
        return (HttpServletRequest)
                Proxy.newProxyInstance(
                        SessionCookieTest.class.getClassLoader(),
                        new Class<?>[] {HttpServletRequest.class},
                        (proxy, method, arguments) -> cookies);
    }
}
