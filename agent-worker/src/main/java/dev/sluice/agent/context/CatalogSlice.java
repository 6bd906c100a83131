package dev.sluice.agent.context;

import dev.sluice.sources.catalog.Catalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The tables that a question may be about, best first: those whose names, columns, comments or values
/// share words with it, and what they refer to.
///
/// @param complete whether these are all tables of the source
public record CatalogSlice(Catalog catalog, List<Catalog.Table> tables, boolean complete) {
    private static final int LARGEST = 16;

    private static final double TABLE_NAME = 4;
    private static final double COLUMN_NAME = 1.5;
    private static final double VALUE = 1.5;
    private static final double COMMENT = 0.5;

    public static CatalogSlice of(Catalog catalog, String question) {
        var all = catalog.tables();
        if (all.size() <= LARGEST) {
            return new CatalogSlice(catalog, ranked(all, question), true);
        }
        var chosen = new LinkedHashSet<Catalog.Table>();
        for (var table : ranked(all, question)) {
            if (chosen.size() >= LARGEST) {
                break;
            }
            chosen.add(table);
            // what the best tables refer to is needed for joins and labels
            if (chosen.size() <= LARGEST / 2) {
                for (var key : table.foreignKeys()) {
                    catalog.find(key.referencedSchema(), key.referencedTable())
                            .ifPresent(chosen::add);
                }
            }
        }
        return new CatalogSlice(
                catalog, List.copyOf(chosen).subList(0, Math.min(chosen.size(), LARGEST)), false);
    }

    private static List<Catalog.Table> ranked(List<Catalog.Table> tables, String question) {
        var words = new HashSet<>(Words.of(question));
        var scored = new ArrayList<Scored>();
        for (var table : tables) {
            scored.add(new Scored(table, score(table, words)));
        }
        scored.sort(Comparator.comparingDouble(Scored::score).reversed());
        return scored.stream().map(Scored::table).toList();
    }

    private static double score(Catalog.Table table, Set<String> words) {
        var score = TABLE_NAME * shared(table.name(), words);
        score += COMMENT * shared(table.comment() == null ? "" : table.comment(), words);
        for (var column : table.columns()) {
            score += COLUMN_NAME * shared(column.name(), words);
            score += COMMENT * shared(column.comment() == null ? "" : column.comment(), words);
            for (var value : column.sampleValues()) {
                score += VALUE * shared(value, words);
            }
        }
        return score;
    }

    /// The share of a name's words that the question has, so that long comments do not win by length.
    private static double shared(String name, Set<String> words) {
        var own = new HashSet<>(Words.of(name));
        var size = own.size();
        own.retainAll(words);
        return size == 0 ? 0 : own.size() / Math.sqrt(size);
    }

    private record Scored(Catalog.Table table, double score) {}
}
