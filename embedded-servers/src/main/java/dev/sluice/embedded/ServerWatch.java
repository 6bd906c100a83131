package dev.sluice.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a server again that has ended by itself, as PostgreSQL does where not even its log can be
/// written, until it runs again or is closed.
final class ServerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    /// Room on a full disk does not come sooner for asking more often.
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private final BooleanSupplier running;
    private final Start start;
    private boolean closed;

    private ServerWatch(BooleanSupplier running, Start start) {
        this.running = running;
        this.start = start;
    }

    @FunctionalInterface
    interface Start {
        void again() throws IOException;
    }

    static ServerWatch over(String name, BooleanSupplier running, Start start) {
        var watch = new ServerWatch(running, start);
        Thread.ofPlatform().daemon().name("watch-" + name).start(watch::look);
        return watch;
    }

    private synchronized void look() {
        try {
            while (!closed) {
                wait((runs() ? LOOK : AFTER_FAILURE).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean runs() {
        try {
            if (running.getAsBoolean()) {
                return true;
            }
            LOG.warn("A server has ended by itself and is started again");
            start.again();
            LOG.info("The server runs again");
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("The server does not start: {}", e.getMessage());
            return false;
        }
    }

    /// Returns when it starts nothing any more.
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
