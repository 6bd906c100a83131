package dev.sluice.questions.schema;

import dev.sluice.questions.text.Morphology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Splits names of tables and columns into words.
public final class Identifiers {
    private Identifiers() {}

    /// `unitPrice`, `unit_price`, `Unit Price` and `UNIT-PRICE` are all `unit`, `price`.
    public static List<String> words(String name) {
        var spaced =
                name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
                        .replaceAll("(\\p{Lu})(\\p{Lu}\\p{Ll})", "$1 $2")
                        .replaceAll("(\\p{L})(\\p{N}+)$", "$1 $2");
        var words = new ArrayList<String>();
        for (var word : spaced.split("[^\\p{L}\\p{N}]+", -1)) {
            if (!word.isEmpty()) {
                var lower = word.toLowerCase(Locale.ROOT);
                words.add(lower.length() < 4 ? lower : Morphology.lemma(lower));
            }
        }
        return words.isEmpty() ? List.of(name.toLowerCase(Locale.ROOT)) : List.copyOf(words);
    }

    /// The name as a person would write it: `unit price`.
    public static String spoken(String name) {
        var words = words(name);
        var plain =
                name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
                        .replaceAll("[^\\p{L}\\p{N}]+", " ")
                        .strip();
        return plain.isEmpty() ? String.join(" ", words) : plain.toLowerCase(Locale.ROOT);
    }
}
