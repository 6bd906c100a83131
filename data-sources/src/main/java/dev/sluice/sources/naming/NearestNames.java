package dev.sluice.sources.naming;

import dev.sluice.model.naming.EditDistance;
import dev.sluice.sources.catalog.Catalog;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Suggestions for a misspelt name, nearest first (edit distance with transpositions, case ignored).
public final class NearestNames {
    private static final int MOST = 3;

    private NearestNames() {}

    public static List<String> ofTables(Catalog catalog, String wrong) {
        var plain = wrong.substring(wrong.lastIndexOf('.') + 1);
        return catalog.tables().stream()
                .map(t -> new Candidate(shown(catalog, t), distance(t.name(), plain)))
                .filter(c -> c.distance <= tolerance(plain))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name)
                .distinct()
                .limit(MOST)
                .toList();
    }

    public static List<String> of(Collection<String> names, String wrong) {
        return names.stream()
                .distinct()
                .map(n -> new Candidate(n, distance(n, wrong)))
                .filter(c -> c.distance <= tolerance(wrong))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name)
                .limit(MOST)
                .toList();
    }

    private static String shown(Catalog catalog, Catalog.Table table) {
        return catalog.defaultSchemas().contains(table.schema())
                ? table.name()
                : table.schema() + "." + table.name();
    }

    private static int tolerance(String wrong) {
        return Math.max(2, wrong.length() / 2);
    }

    /// A name that begins or ends with the other is one step away: `sales` is meant by `sales_data`.
    private static int distance(String name, String wrong) {
        var a = name.toLowerCase(Locale.ROOT);
        var b = wrong.toLowerCase(Locale.ROOT);
        if (a.equals(b)) {
            return 0;
        }
        if (b.length() >= 3 && (a.startsWith(b) || a.endsWith(b))) {
            return 1;
        }
        return a.length() > 200 || b.length() > 200
                ? Integer.MAX_VALUE
                : EditDistance.between(a, b);
    }

    private record Candidate(String name, int distance) {}
}
