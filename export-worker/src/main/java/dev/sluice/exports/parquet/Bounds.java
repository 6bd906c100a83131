package dev.sluice.exports.parquet;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// No value of a page or column is below `min` or above `max`.
///
/// @param min null where nothing can be said
/// @param max null where nothing can be said
record Bounds(@Nullable Bound min, @Nullable Bound max) {
    static final Bounds UNKNOWN = new Bounds(null, null);

    /// @param value in PLAIN encoding without a length
    /// @param exact whether it is one of the values, not something shorter beyond them
    record Bound(byte[] value, boolean exact) {}

    static Bounds exact(byte[] min, byte[] max) {
        return new Bounds(new Bound(min, true), new Bound(max, true));
    }

    /// The bounds of both together.
    Bounds with(Bounds other, Order order) {
        return new Bounds(first(min, other.min, order), first(max, other.max, order.reversed()));
    }

    private static @Nullable Bound first(
            @Nullable Bound a, @Nullable Bound b, Comparator<byte[]> order) {
        if (a == null || b == null) {
            return null;
        }
        int compared = order.compare(a.value, b.value);
        return compared < 0 || (compared == 0 && a.exact) ? a : b;
    }
}
