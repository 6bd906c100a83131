package dev.sluice.gateway.source;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.catalog.Catalog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// A caller's limit on reading a catalog, which a slow or silent source can draw out.
final class CatalogReading {
    private static final int AGAIN_SECONDS = 10;

    private CatalogReading() {}

    /// What is read too late is kept for the next caller.
    ///
    /// @throws ProblemException what the source failed with, or `unavailable` after `limit`
    static Catalog within(Duration limit, Supplier<Catalog> read) {
        var reading = CompletableFuture.supplyAsync(read, Thread::startVirtualThread);
        try {
            return reading.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("Reading the catalog failed", e.getCause());
        } catch (TimeoutException e) {
            throw late("The source has not shown its tables within " + limit.toSeconds() + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late("Reading the catalog was interrupted.");
        }
    }

    private static ProblemException late(String detail) {
        return Problem.of(ProblemType.UNAVAILABLE, detail + " Try again later.")
                .withRetryAfter(AGAIN_SECONDS)
                .toException();
    }
}
