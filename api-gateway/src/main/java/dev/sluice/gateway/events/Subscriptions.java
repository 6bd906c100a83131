package dev.sluice.gateway.events;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who is to be woken for what. Waking must be cheap: it happens on the thread that heard the news.
final class Subscriptions<K> {
    private final Map<K, Set<Runnable>> byKey = new ConcurrentHashMap<>();

    /// Wakes by `wake` until the watch is closed.
    Watch add(K key, Runnable wake) {
        // its own identity, should somebody subscribe the same wake twice
        Runnable own = wake::run;
        byKey.compute(
                key,
                (same, wakes) -> {
                    var all = wakes == null ? ConcurrentHashMap.<Runnable>newKeySet(2) : wakes;
                    all.add(own);
                    return all;
                });
        return () -> remove(key, own);
    }

    private void remove(K key, Runnable own) {
        byKey.computeIfPresent(
                key,
                (same, wakes) -> {
                    wakes.remove(own);
                    return wakes.isEmpty() ? null : wakes;
                });
    }

    void wake(K key) {
        byKey.getOrDefault(key, Set.of()).forEach(Runnable::run);
    }

    void wakeAll() {
        byKey.values().forEach(wakes -> wakes.forEach(Runnable::run));
    }

    Set<K> keys() {
        return Set.copyOf(byKey.keySet());
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }
}
