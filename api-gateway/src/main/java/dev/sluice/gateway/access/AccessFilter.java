package dev.sluice.gateway.access;

import dev.sluice.gateway.problem.ProblemWriter;
import dev.sluice.gateway.problem.Problems;
import dev.sluice.jobstore.access.ApiKeys;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/// Stands before everything under `/v1`: is the job database there, who calls, and not too often.
final class AccessFilter extends OncePerRequestFilter {
    private final ApiKeys keys;
    private final Credential credential;
    private final TokenBuckets byKey;
    private final TokenBuckets byAddress;
    private final BooleanSupplier databaseAway;

    AccessFilter(
            ApiKeys keys,
            Credential credential,
            TokenBuckets byKey,
            TokenBuckets byAddress,
            BooleanSupplier databaseAway) {
        this.keys = keys;
        this.credential = credential;
        this.byKey = byKey;
        this.byAddress = byAddress;
        this.databaseAway = databaseAway;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var caller = Optional.<Caller>empty();
        if (!isOpen(request)) {
            if (databaseAway.getAsBoolean()) {
                refuse(request, response, Problems.unavailable());
                return;
            }
            try {
                caller = credential.find(request).flatMap(keys::authenticate);
            } catch (RuntimeException e) {
                refuse(request, response, Problems.of(e));
                return;
            }
            if (caller.isEmpty()) {
                refuse(request, response, unauthenticated(request));
                return;
            }
        }
        caller.ifPresent(known -> Callers.remember(request, known));
        var verdict =
                caller.map(known -> byKey.take(known.keyId()))
                        .orElseGet(() -> byAddress.take(request.getRemoteAddr()));
        if (admitted(response, verdict)) {
            chain.doFilter(request, response);
        }
    }

    /// Without a key only two calls are answered: how the product feels, and forgetting a session.
    private static boolean isOpen(HttpServletRequest request) {
        var path = request.getServletPath();
        return path.equals("/v1/health")
                || (path.equals("/v1/session") && request.getMethod().equals("DELETE"));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (admitted(response, byAddress.take(request.getRemoteAddr()))) {
            ProblemWriter.write(response, problem);
        }
    }

    private static boolean admitted(HttpServletResponse response, TokenBuckets.Verdict verdict)
            throws IOException {
        response.setHeader("RateLimit-Policy", verdict.policyHeader());
        response.setHeader("RateLimit", verdict.header());
        if (!verdict.allowed()) {
            ProblemWriter.write(
                    response,
                    Problem.of(
                                    ProblemType.RATE_LIMITED,
                                    "Too many requests; wait as long as Retry-After says.")
                            .withRetryAfter(verdict.retryAfterSeconds()));
        }
        return verdict.allowed();
    }

    private static Problem unauthenticated(HttpServletRequest request) {
        return Problem.of(
                ProblemType.UNAUTHENTICATED,
                request.getHeader("Authorization") == null
                        ? "Send an API key: Authorization: Bearer slc_…"
                        : "The API key in Authorization is not known or was revoked.");
    }
}
