package dev.sluice.model.job;

/// A way for a running piece of work to learn that nobody wants it any more.
public interface Cancellation {
    Cancellation NEVER =
            new Cancellation() {
                @Override
                public boolean requested() {
                    return false;
                }

                @Override
                public AutoCloseable onRequest(Runnable abort) {
                    return () -> {};
                }
            };

    boolean requested();

    /// Calls `abort` once, on another thread, when cancellation is requested, or at once where it was
    /// already. Closing the handle withdraws it.
    AutoCloseable onRequest(Runnable abort);
}
