package dev.sluice.sources.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.model.job.Cancellation;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/// A few connections to one version of one source, opened when first needed and closed again when
/// idle.
///
/// Permits stand before the pool: to wait for a free connection and to wait for a database that does
/// not answer are different things, with different limits and different errors.
final class SourcePool implements AutoCloseable {
    /// How often a caller that waits for a connection asks whether it is still wanted.
    private static final long LISTENING = Duration.ofMillis(250).toNanos();

    private final Connector connector;
    private final String name;
    private final int size;
    private final Semaphore permits;
    private @Nullable HikariDataSource pool;
    private boolean closed;

    SourcePool(String name, Connector connector, int size) {
        this.name = name;
        this.connector = connector;
        this.size = size;
        this.permits = new Semaphore(size, true);
    }

    /// @throws ProblemException `source_unreachable` with the database's words, or `timed_out` where
    ///     all connections are busy for as long as `wait`
    /// @throws java.util.concurrent.CancellationException where nobody wants it any more
    Lease lease(Duration wait, Cancellation cancellation) {
        acquirePermit(wait, cancellation);
        try {
            return new Lease(PoolOpening.within(wait, cancellation, this::connection));
        } catch (SQLException e) {
            permits.release();
            throw Failures.unreachable(e, connector);
        } catch (RuntimeException | Error e) {
            permits.release();
            throw e;
        }
    }

    private void acquirePermit(Duration wait, Cancellation cancellation) {
        long deadline = System.nanoTime() + wait.toNanos();
        while (!acquiredWithin(Math.min(LISTENING, deadline - System.nanoTime()))) {
            if (cancellation.requested()) {
                throw new CancellationException("cancelled");
            }
            if (System.nanoTime() >= deadline) {
                throw ProblemType.TIMED_OUT.because(
                        "All "
                                + size
                                + " connections to the source were busy for "
                                + Failures.seconds(wait)
                                + "; try again later.");
            }
        }
    }

    private boolean acquiredWithin(long nanos) {
        try {
            return permits.tryAcquire(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private Connection connection() throws SQLException {
        var open = openPool();
        try {
            return open.getConnection();
        } catch (SQLException e) {
            dropIfUnused(open);
            throw e;
        }
    }

    /// The first connection is opened here and now, so that a wrong password is said at once instead of
    /// being retried in the background until a time-out.
    private synchronized HikariDataSource openPool() throws SQLException {
        if (closed) {
            throw new SQLException("the source was changed or removed", "08003");
        }
        if (pool == null) {
            var first = connector.open(SessionPurpose.ANSWERS);
            pool = new HikariDataSource(configuration(first));
        }
        return pool;
    }

    private HikariConfig configuration(Session first) {
        var config = new HikariConfig();
        config.setPoolName("source " + name);
        config.setDataSource(new SessionDataSource(connector, first));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setIdleTimeout(60_000);
        config.setMaxLifetime(15 * 60_000);
        config.setConnectionTimeout(connector.patience().toMillis());
        config.setValidationTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        return config;
    }

    /// The next caller opens anew and hears the database's words at once.
    private synchronized void dropIfUnused(HikariDataSource failed) {
        if (pool == failed && failed.getHikariPoolMXBean().getActiveConnections() == 0) {
            dropPool();
        }
    }

    private synchronized void dropPool() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        dropPool();
    }

    /// One borrowed session. Closing it rolls back, and gives it back only where it is whole.
    final class Lease implements AutoCloseable {
        private final Connection pooled;
        private final Session session;

        private Lease(Connection pooled) throws SQLException {
            this.pooled = pooled;
            this.session = new Session(pooled.unwrap(PgConnection.class));
        }

        Session session() {
            return session;
        }

        @Override
        public void close() {
            session.rollback();
            try {
                if (session.broken()) {
                    session.abort();
                    evict();
                }
                pooled.close();
            } catch (SQLException alreadyGone) {
                session.spoil();
            } finally {
                permits.release();
            }
        }

        private void evict() {
            synchronized (SourcePool.this) {
                if (pool != null) {
                    pool.evictConnection(pooled);
                }
            }
        }
    }
}
