package dev.sluice.gateway.problem;

import dev.sluice.model.Json;
import dev.sluice.model.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The one writer of problem bodies.
public final class ProblemWriter {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int UNAUTHORIZED = 401;

    private ProblemWriter() {}

    /// Writes nothing when the answer is already on its way.
    public static void write(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status());
        if (problem.status() == UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"sluice\"");
        }
        var pause = problem.retryAfterSeconds();
        if (pause != null) {
            response.setHeader("Retry-After", pause.toString());
        }
        response.setHeader("Cache-Control", "no-store");
        var body = Json.write(problem).getBytes(StandardCharsets.UTF_8);
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
