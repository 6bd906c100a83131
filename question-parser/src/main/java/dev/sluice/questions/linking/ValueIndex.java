package dev.sluice.questions.linking;

import dev.sluice.questions.schema.Schema;
import dev.sluice.questions.schema.SchemaColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Frequent values of columns by their words.
final class ValueIndex {
    private static final List<String> OF_A_PLACE = List.of("an", "n", "ian", "ese", "ish", "ic");

    private static final double PART = 0.83;

    private final Map<String, List<Link.ToValue>> values = new LinkedHashMap<>();

    ValueIndex(Schema schema) {
        for (var table : schema.tables()) {
            for (var column : table.columns()) {
                if (!column.kind().isNumber() && !column.kind().isTime()) {
                    column.values().forEach(value -> add(column, value));
                }
            }
        }
    }

    private void add(SchemaColumn column, String value) {
        var words = plain(value);
        if (!words.isEmpty()) {
            values.computeIfAbsent(words, w -> new ArrayList<>())
                    .add(new Link.ToValue(column, value, 1));
        }
    }

    /// @param words as asked, joined by a space
    List<Link.ToValue> find(String words) {
        return values.getOrDefault(plain(words), List.of());
    }

    /// Values of several words that begin or end with the asked ones: "Frosty" for "Frosty Goods".
    List<Link.ToValue> findPart(String words) {
        var part = plain(words);
        var found = new ArrayList<Link.ToValue>();
        values.forEach((value, links) -> {
            if (value.startsWith(part + " ") || value.endsWith(" " + part)) {
                links.forEach(l -> found.add(new Link.ToValue(l.column(), l.value(), PART)));
            }
        });
        long columns = found.stream().map(Link.ToValue::column).distinct().count();
        return found.size() == columns ? List.copyOf(found) : List.of();
    }

    /// "Mexican" for "Mexico", "Asian" for "Asia".
    List<Link.ToValue> findPlace(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        for (var ending : OF_A_PLACE) {
            if (lower.endsWith(ending) && lower.length() - ending.length() >= 3) {
                var root = lower.substring(0, lower.length() - ending.length());
                for (var vowel : List.of("", "a", "e", "o", "y")) {
                    var found = values.get(root + vowel);
                    if (found != null) {
                        return found.stream()
                                .map(v -> new Link.ToValue(v.column(), v.value(), 0.8))
                                .toList();
                    }
                }
            }
        }
        return List.of();
    }

    static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
