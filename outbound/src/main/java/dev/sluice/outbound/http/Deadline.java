package dev.sluice.outbound.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The end of the time for a request: a receiver that sends a byte now and then meets it, too.
final class Deadline {
    private final long end;
    private final ScheduledExecutorService cutter;

    Deadline(long started, Limits limits, ScheduledExecutorService cutter) {
        this.end = started + limits.total().toNanos();
        this.cutter = cutter;
    }

    boolean isOver() {
        return nanos() <= 0;
    }

    /// What is left, at least a millisecond, in the whole milliseconds that sockets take; 0 would be
    /// for ever.
    int millis() {
        return Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos()), 1, Integer.MAX_VALUE);
    }

    /// As much of it as one of several may take, so that some time is left for the others.
    int share(int several, Duration atMost) {
        return (int) Math.max(1, Math.min(millis() / several, atMost.toMillis()));
    }

    /// Runs something at the end, unless it is cancelled.
    Future<?> then(Runnable cut) {
        return cutter.schedule(cut, Math.max(0, nanos()), TimeUnit.NANOSECONDS);
    }

    private long nanos() {
        return end - System.nanoTime();
    }
}
