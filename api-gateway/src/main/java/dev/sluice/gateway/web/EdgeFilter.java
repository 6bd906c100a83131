package dev.sluice.gateway.web;

import dev.sluice.gateway.problem.ProblemWriter;
import dev.sluice.gateway.problem.Problems;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/// The outermost filter: security headers, the access log, and a net under everything that throws
/// outside a handler. The log has neither query strings nor headers, which may hold secrets.
final class EdgeFilter extends OncePerRequestFilter {
    private static final Logger ACCESS = LoggerFactory.getLogger("dev.sluice.access");

    private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final List<String> SENT_ONCE =
            List.of("Authorization", "Content-Type", "Content-Encoding", "X-Sluice-Request");

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        var began = System.nanoTime();
        secure(request, response);
        try {
            refuseConflicts(request, response);
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            answer(response, e);
        } finally {
            BodyBudget.release(request);
            log(request, response, System.nanoTime() - began);
        }
    }

    /// Whoever stands before us may have judged the other one.
    private static void refuseConflicts(HttpServletRequest request, HttpServletResponse response) {
        for (var name : SENT_ONCE) {
            var sent = request.getHeaders(name);
            if (sent.hasMoreElements() && hasAnother(sent)) {
                throw ProblemType.MALFORMED_JSON.because(
                        "The request has several headers " + name + "; send one.");
            }
        }
        var encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            response.setHeader("Accept-Encoding", "identity");
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because(
                    "Bodies are taken uncompressed; send this one without Content-Encoding.");
        }
    }

    private static boolean hasAnother(Enumeration<String> sent) {
        sent.nextElement();
        return sent.hasMoreElements();
    }

    private static void answer(HttpServletResponse response, Exception thrown) throws IOException {
        if (thrown instanceof IOException && response.isCommitted()) {
            ACCESS.debug("The client went away", thrown);
        } else {
            ProblemWriter.write(response, Problems.of(thrown));
        }
    }

    private static void secure(HttpServletRequest request, HttpServletResponse response) {
        var api = request.getRequestURI().startsWith("/v");
        response.setHeader("Content-Security-Policy", api ? API_POLICY : PAGE_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (api) {
            response.setHeader("Cache-Control", "no-store");
        }
    }

    private static void log(
            HttpServletRequest request, HttpServletResponse response, long nanoseconds) {
        if (ACCESS.isInfoEnabled()) {
            ACCESS.info(
                    "{} {} {} {}ms",
                    request.getMethod(),
                    // a forged path must not forge a line
                    request.getRequestURI().replaceAll("[^\\x21-\\x7e]", "?"),
                    response.getStatus(),
                    nanoseconds / 1_000_000);
        }
    }
}
