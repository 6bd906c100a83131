package dev.sluice.jobstore.submission;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets the requests of this process with one and the same key take turns.
final class KeyTurns {
    private final Map<Name, Queue> queues = new ConcurrentHashMap<>();

    private record Name(String tenant, String route, String key) {
        static Name of(IdempotencyKey key) {
            return new Name(key.tenant(), key.route(), key.key());
        }
    }

    /// @param length who waits or has the turn
    private record Queue(Semaphore turn, int length) {
        Queue with(int more) {
            return new Queue(turn, length + more);
        }
    }

    /// Waits for the turn. It must be closed, also where it was not taken.
    Turn take(IdempotencyKey key, Duration patience) {
        var name = Name.of(key);
        var queue =
                queues.compute(
                        name,
                        (_, waiting) ->
                                (waiting == null ? new Queue(new Semaphore(1, true), 0) : waiting)
                                        .with(1));
        return new Turn(name, queue.turn(), acquired(queue.turn(), patience));
    }

    private static boolean acquired(Semaphore turn, Duration patience) {
        try {
            return turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// How many keys are in use.
    int size() {
        return queues.size();
    }

    final class Turn implements AutoCloseable {
        private final Name name;
        private final Semaphore turn;
        private final boolean taken;

        private Turn(Name name, Semaphore turn, boolean taken) {
            this.name = name;
            this.turn = turn;
            this.taken = taken;
        }

        boolean taken() {
            return taken;
        }

        @Override
        public void close() {
            if (taken) {
                turn.release();
            }
            queues.computeIfPresent(
                    name, (_, queue) -> queue.length() == 1 ? null : queue.with(-1));
        }
    }
}
