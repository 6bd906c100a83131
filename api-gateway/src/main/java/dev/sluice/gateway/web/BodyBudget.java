package dev.sluice.gateway.web;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The memory that large request bodies may take together. A thousand clients that each send a body of
/// the largest size, slowly, would otherwise fill the heap of a gateway. Small bodies pass freely.
final class BodyBudget {
    private static final String SHARE = BodyBudget.class.getName();

    /// Bodies up to here need no share.
    private static final int SMALL_BYTES = 4 << 10;

    /// What a byte of JSON may come to, read and parsed.
    private static final int EXPANSION = 10;

    /// Of the heap, for bodies.
    private static final int FRACTION = 4;

    private static final int RETRY_SECONDS = 2;

    private final Semaphore kibibytes;
    private final Duration patience;

    /// @param bytes of bodies that may be here at once
    BodyBudget(long bytes, Duration patience) {
        this.kibibytes = new Semaphore(Math.toIntExact(Math.max(bytes >> 10, 1)), true);
        this.patience = patience;
    }

    /// For this process, and never too little for one body of the largest size.
    static BodyBudget ofHeap(int largestBody, Duration patience) {
        var share = Runtime.getRuntime().maxMemory() / FRACTION / EXPANSION;
        return new BodyBudget(Math.clamp(share, largestBody, 1L << 40), patience);
    }

    /// Reserves room until the request ends.
    ///
    /// @param bytes of the whole body at once: taken bit by bit, readers would wait for each other
    /// @throws dev.sluice.model.problem.ProblemException `unavailable` when there is none for a while
    void take(HttpServletRequest request, int bytes) {
        if (bytes <= SMALL_BYTES || request.getAttribute(SHARE) != null) {
            return;
        }
        var share = (bytes >> 10) + 1;
        if (!acquired(share)) {
            throw Problem.of(
                            ProblemType.UNAVAILABLE,
                            "Too many large bodies are being read just now; send this one again in a moment.")
                    .withRetryAfter(RETRY_SECONDS)
                    .toException();
        }
        request.setAttribute(SHARE, (Runnable) () -> kibibytes.release(share));
    }

    private boolean acquired(int share) {
        try {
            return kibibytes.tryAcquire(share, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Gives back what the request took.
    static void release(HttpServletRequest request) {
        if (request.getAttribute(SHARE) instanceof Runnable release) {
            request.removeAttribute(SHARE);
            release.run();
        }
    }
}
