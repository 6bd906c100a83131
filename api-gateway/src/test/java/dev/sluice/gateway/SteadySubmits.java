package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Clients that submit without a pause, and note every answer.
final class SteadySubmits implements AutoCloseable {
    private static final int CLIENTS = 3;
    private static final long PAUSE_NANOS = 20_000_000;

    private final Supplier<Client> gateway;
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
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

    private void run() {
        while (running) {
            try {
                note(gateway.get().post("/v1/analyses", "{\"question\": \"steady\"}"));
            } catch (RuntimeException | AssertionError e) {
                wrong.add(String.valueOf(e));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
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

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    List<String> ids() {
        return List.copyOf(accepted);
    }

    /// Every accepted job has its row.
    void assertNoneLost(Connection database) throws SQLException {
        close();
        try (var count = database.prepareStatement("SELECT count(*) FROM job WHERE id = ANY (?)")) {
            count.setArray(1, database.createArrayOf("text", accepted.toArray()));
            try (var row = count.executeQuery()) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(accepted.size());
            }
        }
    }

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
    }
}
