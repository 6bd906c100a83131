package dev.sluice.exports.lines;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Things that are used again instead of made anew, by any thread.
final class Spare<T> {
    private final int most;
    private final Supplier<T> maker;
    private final Consumer<T> end;
    private final ArrayDeque<T> unused = new ArrayDeque<>();
    private boolean closed;

    /// @param most to keep
    /// @param end of what is not kept
    Spare(int most, Supplier<T> maker, Consumer<T> end) {
        this.most = most;
        this.maker = maker;
        this.end = end;
    }

    T take() {
        var kept = poll();
        return kept == null ? maker.get() : kept;
    }

    private synchronized @Nullable T poll() {
        return unused.poll();
    }

    void giveBack(T used) {
        synchronized (this) {
            if (!closed && unused.size() < most) {
                unused.push(used);
                return;
            }
        }
        end.accept(used);
    }

    /// Also ends what is given back later.
    void close() {
        synchronized (this) {
            closed = true;
        }
        for (var kept = poll(); kept != null; kept = poll()) {
            end.accept(kept);
        }
    }
}
