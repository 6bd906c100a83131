package dev.sluice.sources.guard;

import dev.sluice.model.naming.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds the names that somebody may have meant.
public final class Nearest {
    private static final int MOST = 3;

    private Nearest() {}

    /// The candidates nearest to a name, nearest first, at most three; empty where none is near.
    public static List<String> to(String name, Collection<String> candidates) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .distinct()
                .filter(c ->
                        EditDistance.between(wanted, c.toLowerCase(Locale.ROOT))
                                <= allowance(wanted, c))
                .sorted(
                        Comparator.comparingInt((String c) ->
                                        EditDistance.between(wanted, c.toLowerCase(Locale.ROOT)))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static int allowance(String wanted, String candidate) {
        String other = candidate.toLowerCase(Locale.ROOT);
        boolean contains =
                Math.min(wanted.length(), other.length()) >= 3
                        && (wanted.contains(other) || other.contains(wanted));
        int longer = Math.max(wanted.length(), other.length());
        return contains ? longer : Math.max(1, longer / 3);
    }
}
