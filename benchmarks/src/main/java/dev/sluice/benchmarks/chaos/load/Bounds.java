package dev.sluice.benchmarks.chaos.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// How long the load goes on: first new wishes come, then only what is open is brought to its end, and
/// then nobody waits any longer.
final class Bounds {
    private volatile boolean open = true;
    private volatile long patientUntil = Long.MAX_VALUE;

    /// Whether new jobs are wanted.
    boolean open() {
        return open;
    }

    /// Whether it is still worth trying to learn the end of what was begun.
    boolean patient() {
        return System.nanoTime() < patientUntil && !Thread.currentThread().isInterrupted();
    }

    void close(Duration patience) {
        patientUntil = System.nanoTime() + patience.toNanos();
        open = false;
    }

    static void pause(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
    }
}
