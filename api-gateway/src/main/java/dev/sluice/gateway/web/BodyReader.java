package dev.sluice.gateway.web;

import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads a request's body, limited in size, in memory, and in the time that all of it may take: a server
/// that only limits each read waits for hours for a client that sends a byte now and then.
final class BodyReader {
    private static final int CHUNK = 8 << 10;

    private final int limit;
    private final Duration patience;
    private final BodyBudget budget;

    /// @param limit bytes
    BodyReader(int limit, Duration patience, BodyBudget budget) {
        this.limit = limit;
        this.patience = patience;
        this.budget = budget;
    }

    /// @throws dev.sluice.model.problem.ProblemException `payload_too_large`, `request_timeout`,
    ///     `unavailable`, or `malformed_json` where the body breaks off
    byte[] read(HttpServletRequest request) {
        var announced = request.getContentLengthLong();
        if (announced > limit) {
            throw tooLarge();
        }
        // without a length it may be as large as any
        budget.take(request, announced < 0 ? 0 : (int) announced);
        try {
            return read(request, request.getInputStream());
        } catch (IOException e) {
            throw isTimeout(e) ? tooSlow() : broken();
        }
    }

    private byte[] read(HttpServletRequest request, InputStream body) throws IOException {
        var until = System.nanoTime() + patience.toNanos();
        var bytes = new ByteArrayOutputStream(CHUNK);
        var chunk = new byte[CHUNK];
        for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
            if (bytes.size() + n > limit) {
                throw tooLarge();
            }
            if (request.getContentLengthLong() < 0 && bytes.size() > 0) {
                budget.take(request, limit);
            }
            bytes.write(chunk, 0, n);
            if (System.nanoTime() > until) {
                throw tooSlow();
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isTimeout(IOException thrown) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private RuntimeException tooLarge() {
        return ProblemType.PAYLOAD_TOO_LARGE.because(
                "The body may have at most " + limit + " bytes.");
    }

    private RuntimeException tooSlow() {
        return ProblemType.REQUEST_TIMEOUT.because(
                "The body must arrive within " + patience.toSeconds() + " seconds.");
    }

    private static RuntimeException broken() {
        return ProblemType.MALFORMED_JSON.because(
                "The body broke off, or is not framed as HTTP frames bodies.");
    }
}
