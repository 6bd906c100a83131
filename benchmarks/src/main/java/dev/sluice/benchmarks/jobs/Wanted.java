package dev.sluice.benchmarks.jobs;

import dev.sluice.benchmarks.measuring.TextTable;
import java.util.ArrayList;
import java.util.List;

/// What should be reached, beside what was measured. What was missed is said again at the end, so that
/// nobody has to look for it.
final class Wanted {
    private final TextTable table =
            new TextTable(
                    "What is wanted",
                    2,
                    List.of("what", "against", "measured", "at most", "verdict"));
    private final List<String> missed = new ArrayList<>();
    private int judged;

    /// @param measured not a number where nothing was measured, which is a miss too
    /// @param cell of the table, as exact as it is worth
    void atMost(String what, String against, double measured, String cell, double limit) {
        judged++;
        var allowed = JobsBench.format(limit < 10 ? "%.2f" : "%.0f", limit);
        var reached = measured <= limit;
        table.add(what, against, cell, allowed, reached ? "reached" : "MISSED");
        if (!reached) {
            missed.add(
                    "%s, %s: %s, and at most %s is wanted".formatted(what, against, cell, allowed));
        }
    }

    /// For the reader to judge.
    void said(String what, String against, String measured) {
        table.add(what, against, measured, "not set", "");
    }

    /// A part that broke off: all of its figures are missing.
    void brokeOff(Part part, String why) {
        judged++;
        table.add("part " + part, "", "broke off", "", "MISSED");
        missed.add("part %s broke off: %s".formatted(part, why));
    }

    TextTable table() {
        return table;
    }

    String summary() {
        if (judged == 0) {
            return "Nothing that was measured has a limit.";
        }
        if (missed.isEmpty()) {
            return "Reached: all %d figures that have a limit.".formatted(judged);
        }
        return "MISSED: %d of %d figures that have a limit.%n  ".formatted(missed.size(), judged)
                + String.join("%n  ".formatted(), missed);
    }
}
