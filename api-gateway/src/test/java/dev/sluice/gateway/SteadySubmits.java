package dev.sluice.gateway;

import dev.sluice.fixtures.Latencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Clients that submit without a pause, or at a rate, and note every answer.
final class SteadySubmits implements AutoCloseable {
    private static final int CLIENTS = 3;
    private static final long PAUSE_NANOS = 20_000_000;

    private final Supplier<Client> gateway;
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final Latencies latencies = new Latencies();
    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running = true;

    private SteadySubmits(Supplier<Client> gateway) {
        this.gateway = gateway;
    }

    /// @param gateway asked before each request
    static SteadySubmits to(Supplier<Client> gateway) {
        var submits = new SteadySubmits(gateway);
        for (int i = 0; i < CLIENTS; i++) {
            submits.threads.add(Thread.startVirtualThread(submits::run));
        }
        return submits;
    }

    /// Each at its time, whether those before it were answered or not: what the answers took counts from
    /// when each was due.
    static SteadySubmits atRate(int perSecond, Supplier<Client> gateway) {
        var submits = new SteadySubmits(gateway);
        submits.threads.add(
                Thread.startVirtualThread(() -> submits.runAtRate(1_000_000_000L / perSecond)));
        return submits;
    }

    private void run() {
        while (running) {
            submit(System.nanoTime());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void runAtRate(long interval) {
        for (var due = System.nanoTime(); running; due += interval) {
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            var began = due;
            requests.execute(() -> submit(began));
        }
    }

    private void submit(long began) {
        try {
            note(gateway.get().post("/v1/analyses", "{\"question\": \"steady\"}"));
            latencies.add(System.nanoTime() - began);
        } catch (RuntimeException | AssertionError e) {
            wrong.add(String.valueOf(e));
        }
    }

    private void note(Client.Answer answer) {
        if (answer.status() == 202) {
            accepted.add(answer.text("id"));
        } else if (answer.status() == 503
                && answer.code().equals("unavailable")
                && !answer.header("Retry-After").isEmpty()) {
            refused.incrementAndGet();
        } else {
            wrong.add(answer.status() + " " + answer.body());
        }
    }

    int accepted() {
        return accepted.size();
    }

    /// 503 problems with `Retry-After`.
    int refused() {
        return refused.get();
    }

    /// Answers other than 202, and requests without one.
    int notAccepted() {
        return refused.get() + wrong.size();
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    List<String> ids() {
        return List.copyOf(accepted);
    }

    /// Of all answers, refusals too.
    Latencies latencies() {
        return latencies;
    }

    /// Returns once every request has its answer.
    @Override
    public void close() {
        running = false;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        requests.close();
    }
}
