package dev.sluice.questions.time;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Lengths of time that rows are gathered by.
public enum Grain {
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    private static final Map<String, Grain> ADJECTIVES =
            Map.ofEntries(
                    Map.entry("daily", DAY),
                    Map.entry("weekly", WEEK),
                    Map.entry("monthly", MONTH),
                    Map.entry("quarterly", QUARTER),
                    Map.entry("yearly", YEAR),
                    Map.entry("annual", YEAR),
                    Map.entry("annually", YEAR));

    /// As PostgreSQL's date_trunc names it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Grain> adjective(String word) {
        return Optional.ofNullable(ADJECTIVES.get(word));
    }

    public static Optional<Grain> noun(String lemma) {
        for (var grain : values()) {
            if (grain.word().equals(lemma)) {
                return Optional.of(grain);
            }
        }
        return Optional.empty();
    }
}
