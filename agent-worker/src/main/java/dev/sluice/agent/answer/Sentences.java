package dev.sluice.agent.answer;

import java.util.List;
import java.util.Locale;

/// Pieces of English.
final class Sentences {
    private Sentences() {}

    /// `a`, `a and b`, `a, b and c`.
    static String list(List<String> items) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        return String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
    }

    /// `1 table`, `8 tables`.
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
