package dev.sluice.jobstore.lifecycle;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// @param nextCursor null on the last page
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    /// @param rows one more than `limit` where there are more
    public static <R, T> Page<T> of(
            List<R> rows, int limit, Function<R, T> view, Function<R, Cursor> place) {
        if (rows.size() <= limit) {
            return new Page<>(rows.stream().map(view).toList(), null);
        }
        var shown = rows.subList(0, limit);
        return new Page<>(shown.stream().map(view).toList(), place.apply(shown.getLast()).text());
    }
}
