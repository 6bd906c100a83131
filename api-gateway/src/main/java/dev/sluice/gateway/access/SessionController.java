package dev.sluice.gateway.access;

import dev.sluice.jobstore.access.Caller;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Exchanges an API key for the dashboard's cookie.
@RestController
@RequestMapping(path = "/v1/session", produces = MediaType.APPLICATION_JSON_VALUE)
final class SessionController {
    private final SessionCookie cookie;

    SessionController(SessionCookie cookie) {
        this.cookie = cookie;
    }

    @PostMapping
    ResponseEntity<Session> open(Caller caller, HttpServletRequest request) {
        var key =
                Credential.bearer(request.getHeader(HttpHeaders.AUTHORIZATION))
                        .orElseThrow(() ->
                                ProblemType.UNAUTHENTICATED.because(
                                        "Send the API key itself: Authorization: Bearer"
                                                + " slc_…"));
        var expiry = cookie.expiry();
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie.issue(key, expiry))
                .body(Session.of(caller, expiry));
    }

    @GetMapping
    Session show(Caller caller) {
        return Session.of(caller, null);
    }

    @DeleteMapping
    ResponseEntity<Void> close() {
        return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie.clear()).build();
    }

    /// @param scopes sorted
    /// @param expiresAt of a session that was opened now
    record Session(String tenant, String keyId, List<String> scopes, @Nullable Instant expiresAt) {
        static Session of(Caller caller, @Nullable Instant expiresAt) {
            return new Session(
                    caller.tenant(),
                    caller.keyId(),
                    caller.scopes().stream().sorted().toList(),
                    expiresAt);
        }
    }
}
