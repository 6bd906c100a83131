package dev.sluice.gateway.web;

import dev.sluice.gateway.problem.ProblemWriter;
import dev.sluice.gateway.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        var began = System.nanoTime();
        secure(request, response);
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            answer(response, e);
        } finally {
            log(request, response, System.nanoTime() - began);
        }
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
