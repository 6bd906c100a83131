package dev.sluice.objects;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for the SDK's calls, and repeats those that a store or network in trouble refused.
final class StoreCalls {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final Patience patience;

    StoreCalls(Patience patience) {
        this.patience = patience;
    }

    /// @param action completes the sentence "The object store could not …"
    /// @throws dev.sluice.model.problem.ProblemException `store_failed`
    <T> T call(String action, Supplier<CompletableFuture<T>> call) {
        return call(action, () -> true, call);
    }

    /// @param wanted asked before each repetition; false ends the attempts
    <T> T call(String action, BooleanSupplier wanted, Supplier<CompletableFuture<T>> call) {
        try {
            return attempt(wanted, call);
        } catch (ExecutionException e) {
            throw StoreFailures.problem(action, StoreFailures.cause(e));
        }
    }

    /// The same for whoever reads what the store said.
    <T> T attempt(BooleanSupplier wanted, Supplier<CompletableFuture<T>> call)
            throws ExecutionException {
        var end = System.nanoTime() + patience.total().toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                return once(call.get());
            } catch (ExecutionException e) {
                if (!StoreFailures.passing(StoreFailures.cause(e))
                        || attempt >= patience.attempts()
                        || System.nanoTime() > end
                        || !wanted.getAsBoolean()) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    private static <T> T once(CompletableFuture<T> future) throws ExecutionException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /// Full jitter: many workers that lost the same store do not return to it at the same moment.
    private void pause(int attempt) {
        var longest =
                Math.min(
                        patience.longestPause().toMillis(),
                        FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 20));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted while waiting for the object store");
    }
}
