package dev.sluice.gateway.events;

import java.util.concurrent.Semaphore;

/// Who watches takes turns: a few read and write at a moment, however many are woken together, so that
/// neither the database's connections nor the processors are taken from submissions and polls. A turn is
/// held only while there is work, never while waiting for news or for a slow client.
final class Turns {
    private final Semaphore turns;

    Turns(int atOnce) {
        turns = new Semaphore(atOnce, true);
    }

    void take() throws InterruptedException {
        turns.acquire();
    }

    void give() {
        turns.release();
    }

    /// Lets others work while this one waits.
    <X extends Exception> void apart(Wait<X> wait) throws X, InterruptedException {
        turns.release();
        try {
            wait.run();
        } finally {
            turns.acquireUninterruptibly();
        }
    }

    /// Lets others go first.
    void pass() throws InterruptedException {
        if (turns.hasQueuedThreads()) {
            apart(() -> {});
        }
    }

    @FunctionalInterface
    interface Wait<X extends Exception> {
        void run() throws X, InterruptedException;
    }
}
