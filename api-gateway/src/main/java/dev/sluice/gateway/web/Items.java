package dev.sluice.gateway.web;

import dev.sluice.jobstore.lifecycle.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list as the contract shows it.
public record Items<T>(List<T> items, @Nullable String nextCursor) {
    public static <T> Items<T> of(Page<T> page) {
        return new Items<>(page.items(), page.nextCursor());
    }

    public static <T> Items<T> all(List<T> items) {
        return new Items<>(items, null);
    }
}
