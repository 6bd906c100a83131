package dev.sluice.agent.shape;

import java.util.Locale;
import java.util.Map;

/// A column of a result.
///
/// @param index from 0
/// @param title the name for people: `total_revenue` is "Total revenue"
public record Field(int index, String name, String title, String type, Role role) {
    private static final Map<String, String> SPELT_OUT =
            Map.of(
                    "avg",
                    "average",
                    "min",
                    "minimum",
                    "max",
                    "maximum",
                    "num",
                    "number",
                    "cnt",
                    "count",
                    "pct",
                    "percent",
                    "qty",
                    "quantity",
                    "?column?",
                    "value");

    static Field of(int index, String name, String type, Role role) {
        return new Field(index, name, title(name), type, role);
    }

    /// The title in the middle of a sentence.
    public String words() {
        return title.length() > 1 && Character.isUpperCase(title.charAt(1))
                ? title
                : title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
    }

    private static String title(String name) {
        if (name.equals("?column?") || name.isBlank()) {
            return "Value";
        }
        var words = new StringBuilder();
        for (var word : name.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", "_").split("[_\\s]+")) {
            if (!word.isEmpty()) {
                words.append(words.isEmpty() ? "" : " ")
                        .append(SPELT_OUT.getOrDefault(word.toLowerCase(Locale.ROOT), word));
            }
        }
        if (words.isEmpty()) {
            return name;
        }
        words.setCharAt(0, Character.toUpperCase(words.charAt(0)));
        return words.toString();
    }
}
