package dev.sluice.gateway.events;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A wake-up that remembers itself: given before anybody waits, it ends the next wait at once; given
/// twice, it wakes once.
final class Signal {
    private final Semaphore given = new Semaphore(0);

    void give() {
        if (given.availablePermits() == 0) {
            given.release();
        }
    }

    /// @return whether it was given in time
    boolean await(Duration patience) throws InterruptedException {
        var woken = given.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        given.drainPermits();
        return woken;
    }
}
