package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.measuring.TextTable;
import java.util.List;
import java.util.Locale;

/// What was measured beside what is wanted. Nothing is judged here.
final class Goals {
    private final TextTable table =
            new TextTable(
                    "What is wanted", 2, List.of("what", "against", "measured", "at least", "aim"));

    /// @param measured as a ratio
    void ratio(String what, String against, double measured, String atLeast, String aim) {
        add(what, against, String.format(Locale.ROOT, "%.2f", measured), atLeast, aim);
    }

    void add(String what, String against, String measured, String atLeast, String aim) {
        table.add(what, against, measured, atLeast, aim);
    }

    TextTable table() {
        return table;
    }
}
