package dev.sluice.sources.guard;

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
                .filter(c -> distance(wanted, c.toLowerCase(Locale.ROOT)) <= allowance(wanted, c))
                .sorted(
                        Comparator.comparingInt(
                                        (String c) -> distance(wanted, c.toLowerCase(Locale.ROOT)))
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

    /// Optimal string alignment: insertions, deletions, substitutions, neighbours swapped.
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
