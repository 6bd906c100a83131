package dev.sluice.outbound.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Names whose answers change from one look-up to the next; the last answer stays.
public final class ScriptedNames implements Resolver {
    private final Map<String, Deque<List<InetAddress>>> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    /// One more answer for the name; an answer without addresses is a name that does not resolve.
    public ScriptedNames answer(String name, String... addresses) {
        answers.computeIfAbsent(name, any -> new ArrayDeque<>())
                .add(Arrays.stream(addresses).map(ScriptedNames::address).toList());
        return this;
    }

    @Override
    public synchronized List<InetAddress> resolve(String name, Duration within)
            throws UnknownHostException {
        asked.add(name);
        var left = answers.getOrDefault(name, new ArrayDeque<>());
        var now = left.size() > 1 ? left.poll() : left.peek();
        if (now == null || now.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return Objects.requireNonNull(now);
    }

    /// Every look-up so far, in order.
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
