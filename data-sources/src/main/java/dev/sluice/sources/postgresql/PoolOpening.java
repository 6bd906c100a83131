package dev.sluice.sources.postgresql;

import dev.sluice.model.job.Cancellation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A caller's limit on getting a connection. The pool knows only one limit for all callers.
final class PoolOpening {
    private PoolOpening() {}

    interface Opener {
        Connection open() throws SQLException;
    }

    /// A connection that comes too late goes back to the pool.
    ///
    /// @throws CancellationException where nobody wants it any more
    static Connection within(Duration limit, Cancellation cancellation, Opener opener)
            throws SQLException {
        var arrival = new CompletableFuture<Connection>();
        Thread.ofVirtual().name("sluice-connect").start(() -> deliver(opener, arrival));
        try (var _ = Registration.of(cancellation, () -> arrival.cancel(false))) {
            return arrival.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            throw tooLate(arrival, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            arrival.cancel(false);
            throw new CancellationException("interrupted");
        }
    }

    private static SQLException failure(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return cause instanceof SQLException sql ? sql : new SQLException(cause);
    }

    private static void deliver(Opener opener, CompletableFuture<Connection> arrival) {
        try {
            var connection = opener.open();
            if (!arrival.complete(connection)) {
                connection.close();
            }
        } catch (SQLException | RuntimeException e) {
            arrival.completeExceptionally(e);
        }
    }

    private static SQLException tooLate(CompletableFuture<Connection> arrival, Duration limit) {
        arrival.cancel(false);
        return new SQLTransientConnectionException(
                "No connection within " + limit.toMillis() + " ms.", "08001");
    }
}
