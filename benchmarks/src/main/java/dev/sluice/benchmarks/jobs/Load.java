package dev.sluice.benchmarks.jobs;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.measuring.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Clients that each make one call after the other, all at once.
record Load(int clients) {

    /// What one client does again and again.
    interface Client extends AutoCloseable {
        void call();

        @Override
        default void close() {}
    }

    /// @param seconds from the first call to the end
    record Outcome(Latencies calls, double seconds) {
        double perSecond() {
            return calls.count() / seconds;
        }
    }

    /// As many calls as end within that time.
    Outcome during(Duration length, Supplier<? extends Client> client) {
        var end = System.nanoTime() + length.toNanos();
        var calls =
                all(() -> {
                    var own = new ArrayList<Double>();
                    try (var one = client.get()) {
                        for (var start = System.nanoTime();
                                start - end < 0;
                                start = System.nanoTime()) {
                            one.call();
                            var done = System.nanoTime();
                            if (done - end < 0) {
                                own.add((done - start) / 1e6);
                            }
                        }
                    }
                    return own;
                });
        return new Outcome(calls, length.toNanos() / 1e9);
    }

    /// That many calls of all clients together.
    Outcome times(long calls, Supplier<? extends Client> client) {
        var left = new AtomicLong(calls);
        var begin = System.nanoTime();
        var latencies =
                all(() -> {
                    var own = new ArrayList<Double>();
                    try (var one = client.get()) {
                        while (left.getAndDecrement() > 0) {
                            var start = System.nanoTime();
                            one.call();
                            own.add((System.nanoTime() - start) / 1e6);
                        }
                    }
                    return own;
                });
        return new Outcome(latencies, (System.nanoTime() - begin) / 1e9);
    }

    /// @param one what a client does; milliseconds of its calls
    private Latencies all(Callable<List<Double>> one) {
        var millis = new ArrayList<Double>();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var running = new ArrayList<Future<List<Double>>>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(one));
            }
            for (var client : running) {
                millis.addAll(client.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted.", e);
        } catch (ExecutionException e) {
            throw new BenchmarkFailure("A client failed: " + e.getMessage(), e);
        }
        return Latencies.ofMillis(millis);
    }
}
