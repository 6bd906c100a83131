package dev.sluice.standalone.embedded;

import dev.sluice.embedded.ServerStartException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Starts servers at the same time. All of them, or none is left running.
final class SideBySide implements AutoCloseable {
    /// Platform threads: the servers' classes are initialised here and wait for one another, and a
    /// virtual thread in an initialiser keeps its carrier, of which two processors have two.
    private final ExecutorService executor =
            Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("start-", 1).factory());

    private final List<Starting<?>> starting = new ArrayList<>();

    SideBySide() {
        // logging that several threads set up at once tells of it in three lines on the console
        LoggerFactory.getLogger(SideBySide.class);
    }

    /// A server that is being started; null settings mean that it is not wanted.
    <S, T extends AutoCloseable> Starting<T> start(@Nullable S settings, Function<S, T> start) {
        var future = settings == null ? null : executor.submit(() -> start.apply(settings));
        var server = new Starting<T>(future);
        starting.add(server);
        return server;
    }

    /// Returns when all have started.
    ///
    /// @throws ServerStartException the first one's that did not; the others have been stopped
    void await() {
        RuntimeException failure = null;
        for (var server : starting) {
            try {
                server.get();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            closeInOrder(starting.stream().map(Starting::ifStarted).toList());
            throw failure;
        }
    }

    @Override
    public void close() {
        executor.close();
    }

    /// Closes each, also when one before it failed to close.
    static void closeInOrder(Collection<? extends @Nullable AutoCloseable> servers) {
        IllegalStateException failure = null;
        for (var server : servers) {
            try {
                if (server != null) {
                    server.close();
                }
            } catch (Exception e) { // the next one must be closed all the same
                if (failure == null) {
                    failure = new IllegalStateException("A server did not stop.", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /// One of them.
    static final class Starting<T extends AutoCloseable> {
        private final @Nullable Future<T> future;

        private Starting(@Nullable Future<T> future) {
            this.future = future;
        }

        @Nullable T get() {
            if (future == null) {
                return null;
            }
            try {
                return future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServerStartException("The start was interrupted.", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }

        private @Nullable AutoCloseable ifStarted() {
            return future != null && future.state() == Future.State.SUCCESS
                    ? future.resultNow()
                    : null;
        }
    }
}
