package dev.sluice.jobstore.gather;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Lets requests that come at once share a turn at the database: who comes while every turn is taken goes
/// with the next one, together with all who came meanwhile.
///
/// Nobody waits for company: a lone request has its turn at once. A turn begins after each of its requests
/// came, so what it reads is never older than the request.
///
/// @param <Q> what is asked
/// @param <A> what is answered
public final class Gathering<Q, A> {
    /// Enough for good company, and few enough for one transaction to stay short.
    private static final int MOST_IN_A_TURN = 100;

    private final Turn<Q, A> turn;
    private final Semaphore free;
    private final Queue<Waiting<Q, A>> waiting = new ConcurrentLinkedQueue<>();

    /// What is done for all at once.
    public interface Turn<Q, A> {
        /// Runs on a thread of its own, in nobody's transaction.
        ///
        /// @return an answer to each question, in order
        List<A> take(List<Q> questions);
    }

    private record Waiting<Q, A>(Q question, CompletableFuture<A> answer) {}

    /// @param turns that may be taken at once; each holds a connection
    public Gathering(int turns, Turn<Q, A> turn) {
        this.free = new Semaphore(turns);
        this.turn = turn;
    }

    /// Waits for the turn of this question. What the turn throws, it throws to all who shared it.
    public A ask(Q question) {
        var mine = new Waiting<Q, A>(question, new CompletableFuture<>());
        waiting.add(mine);
        if (free.tryAcquire()) {
            Thread.ofVirtual().name("gathering").start(this::takeTurns);
        }
        try {
            return mine.answer().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void takeTurns() {
        do {
            try {
                for (var next = next(); !next.isEmpty(); next = next()) {
                    answer(next);
                }
            } finally {
                free.release();
            }
            // whoever came after the last look and found no free turn must not wait for the next
            // one
        } while (!waiting.isEmpty() && free.tryAcquire());
    }

    private List<Waiting<Q, A>> next() {
        var next = new ArrayList<Waiting<Q, A>>();
        while (next.size() < MOST_IN_A_TURN) {
            @Nullable Waiting<Q, A> one = waiting.poll();
            if (one == null) {
                break;
            }
            next.add(one);
        }
        return next;
    }

    private void answer(List<Waiting<Q, A>> all) {
        try {
            var answers = turn.take(all.stream().map(Waiting::question).toList());
            if (answers.size() != all.size()) {
                throw new IllegalStateException(
                        "%d answers to %d questions".formatted(answers.size(), all.size()));
            }
            for (int i = 0; i < all.size(); i++) {
                all.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) {
            all.forEach(one -> one.answer().completeExceptionally(e));
        }
    }
}
