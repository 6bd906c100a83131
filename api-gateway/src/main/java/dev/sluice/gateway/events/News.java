package dev.sluice.gateway.events;

import java.time.Duration;

/// What one stream waits for: that there may be more, or that its client leaves.
final class News {
    private final StreamConnection connection;
    private final Signal signal = new Signal();

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

    boolean clientIsGone() {
        return connection.gone();
    }
}
