package dev.sluice.sources.postgresql;

import dev.sluice.model.job.Cancellation;

/// A wish to hear of a cancellation, until it is closed.
interface Registration extends AutoCloseable {
    static Registration of(Cancellation cancellation, Runnable abort) {
        var handle = cancellation.onRequest(abort);
        return () -> {
            try {
                handle.close();
            } catch (Exception e) {
                throw new IllegalStateException("a cancellation could not be withdrawn", e);
            }
        };
    }

    @Override
    void close();
}
