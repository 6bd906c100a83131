package dev.sluice.gateway.events;

import java.time.Duration;

/// What one stream waits for: that there may be more, or that its client leaves or has to.
final class News {
    private final StreamConnection connection;
    private final Signal signal = new Signal();
    private volatile boolean dismissed;

    News(StreamConnection connection) {
        this.connection = connection;
    }

    void give() {
        signal.give();
    }

    void await(Duration patience) throws InterruptedException {
        if (patience.isPositive()) {
            signal.await(patience);
        }
    }

    /// The client is no longer to see anything.
    void dismiss() {
        dismissed = true;
        signal.give();
    }

    boolean clientIsGone() {
        return dismissed || connection.gone();
    }
}
