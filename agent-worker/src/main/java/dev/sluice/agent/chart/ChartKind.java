package dev.sluice.agent.chart;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The closed set of pictures; the words are the contract's.
public enum ChartKind {
    BAR,
    LINE,
    PIE,
    AREA,
    SCATTER,
    HISTOGRAM,
    HEATMAP,
    BOXPLOT,
    NUMBER,
    TABLE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ChartKind> of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equalsIgnoreCase(word.strip()))
                .findFirst();
    }
}
