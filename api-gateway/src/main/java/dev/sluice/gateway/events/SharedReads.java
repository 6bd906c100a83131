package dev.sluice.gateway.events;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Reads of the event log that streams share: a thousand watchers of one job are woken together and ask
/// the same question, which is put to the database once. Events never change, so an answer that has any
/// stays right; it is forgotten soon all the same, because jobs are deleted.
final class SharedReads<K, V> {
    private static final int MOST_KEPT = 64;
    private static final long KEPT_NANOS = Duration.ofSeconds(2).toNanos();

    private final Predicate<V> lasting;
    private final Map<K, CompletableFuture<Answer<V>>> underWay = new ConcurrentHashMap<>();
    private final Map<K, Answer<V>> recent =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<K, Answer<V>> eldest) {
                            return size() > MOST_KEPT;
                        }
                    });

    /// @param lasting which answers stay right
    SharedReads(Predicate<V> lasting) {
        this.lasting = lasting;
    }

    /// @param askedAt (by `System.nanoTime`) since when there may be something new: an answer that does not
    ///     last is taken from others only if they began to look after it
    /// @param load must answer the same as any other `load` of this key at this moment
    Answer<V> read(K key, long askedAt, Supplier<V> load) throws InterruptedException {
        var kept = recent.get(key);
        if (kept != null && System.nanoTime() - kept.beganAt < KEPT_NANOS && fits(kept, askedAt)) {
            return kept;
        }
        while (true) {
            var own = new CompletableFuture<Answer<V>>();
            var other = underWay.putIfAbsent(key, own);
            if (other == null) {
                return load(key, own, load);
            }
            var theirs = answer(other);
            if (fits(theirs, askedAt)) {
                return theirs;
            }
        }
    }

    private boolean fits(Answer<V> answer, long askedAt) {
        return lasting.test(answer.value) || answer.beganAfter(askedAt);
    }

    private Answer<V> load(K key, CompletableFuture<Answer<V>> own, Supplier<V> load) {
        try {
            var beganAt = System.nanoTime();
            var answer = new Answer<>(load.get(), beganAt);
            recent.put(key, answer);
            own.complete(answer);
            return answer;
        } catch (RuntimeException e) {
            own.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key, own);
        }
    }

    private static <V> Answer<V> answer(CompletableFuture<Answer<V>> other)
            throws InterruptedException {
        try {
            return other.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the shared read failed", e.getCause());
        }
    }

    /// @param beganAt when the database was asked: what was committed later may be missing
    record Answer<V>(V value, long beganAt) {
        boolean beganAfter(long moment) {
            return beganAt - moment >= 0;
        }
    }
}
