package dev.sluice.gateway.events;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Starts things at their time, each on a virtual thread of its own. A cancelled one is forgotten at once.
final class Timers implements AutoCloseable {
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("timers-", 0).factory());

    Timers() {
        clock.setRemoveOnCancelPolicy(true);
    }

    Future<?> after(Duration delay, Runnable task) {
        return clock.schedule(
                () -> Thread.startVirtualThread(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// @param task quick enough for the clock's own thread
    void every(Duration pause, Runnable task) {
        clock.scheduleWithFixedDelay(task, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
