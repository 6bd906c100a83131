package dev.sluice.gateway.web;

import dev.sluice.gateway.access.Callers;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/// The memory that large request bodies may take together. A thousand clients that each send a body of
/// the largest size, slowly, would otherwise fill the heap of a gateway; and if all of them were one
/// tenant's, they would keep out the others, but for fair shares. Small bodies pass freely.
final class BodyBudget {
    private static final String SHARE = BodyBudget.class.getName();

    /// The account of requests without a caller: no tenant has this id.
    private static final String NOBODY = "";

    /// Bodies up to here need no share.
    private static final int SMALL_BYTES = 4 << 10;

    /// What a byte of JSON may come to, read and parsed.
    private static final int EXPANSION = 10;

    /// Of the heap, for bodies.
    private static final int FRACTION = 4;

    private static final int RETRY_SECONDS = 2;

    private final FairShares room;
    private final Duration patience;

    /// @param bytes of bodies that may be here at once
    BodyBudget(long bytes, Duration patience) {
        this.room = new FairShares(bytes);
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
    ///     that the caller's tenant may take
    void take(HttpServletRequest request, int bytes) {
        if (bytes <= SMALL_BYTES || request.getAttribute(SHARE) != null) {
            return;
        }
        var account = account(request);
        if (!taken(account, bytes)) {
            throw Problem.of(
                            ProblemType.UNAVAILABLE,
                            "Too many large bodies are being read just now; send this one again in a moment.")
                    .withRetryAfter(RETRY_SECONDS)
                    .toException();
        }
        request.setAttribute(SHARE, (Runnable) () -> room.giveBack(account, bytes));
    }

    private static String account(HttpServletRequest request) {
        var caller = Callers.find(request);
        return caller == null ? NOBODY : caller.tenant();
    }

    private boolean taken(String account, int bytes) {
        try {
            return room.take(account, bytes, patience);
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
