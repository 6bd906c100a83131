package dev.sluice.benchmarks.export;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Medians beside the first contender's.
final class Summary {
    private static final String HEAD = "%-28s %12s %25s %8s %10s %9s %11s%n";
    private static final String LINE = "%-28s %,12.0f %25s %8.2f %10s %9s %11s%n";

    private final Map<String, List<Measurement>> runs = new LinkedHashMap<>();

    void add(Measurement run) {
        runs.computeIfAbsent(run.contender(), _ -> new ArrayList<>()).add(run);
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                HEAD,
                "",
                "rows/s",
                "slowest to fastest",
                "ratio",
                "file MB",
                "own CPU s",
                "others");
        var yardstick = medianSpeed(runs.values().iterator().next());
        runs.forEach((name, all) ->
                out.printf(
                        Locale.ROOT,
                        LINE,
                        name,
                        medianSpeed(all),
                        range(all),
                        medianSpeed(all) / yardstick,
                        megabytes(all.getFirst().bytes()),
                        median(all, Measurement::ownCpu),
                        largest(all)));
    }

    private static double medianSpeed(List<Measurement> all) {
        return median(all.stream().map(Measurement::rowsPerSecond).toList());
    }

    private static String range(List<Measurement> all) {
        var speeds = all.stream().mapToDouble(Measurement::rowsPerSecond).summaryStatistics();
        return String.format(Locale.ROOT, "%,.0f to %,.0f", speeds.getMin(), speeds.getMax());
    }

    private static String megabytes(long bytes) {
        return bytes == 0 ? "-" : String.format(Locale.ROOT, "%,.1f", bytes / 1e6);
    }

    private static String median(
            List<Measurement> all, java.util.function.Function<Measurement, Double> value) {
        var known = all.stream().map(value).filter(Objects::nonNull).toList();
        return Measurement.number(known.isEmpty() ? null : (Double) median(known));
    }

    /// The worst of all runs: one noisy neighbour spoils a figure.
    private static String largest(List<Measurement> all) {
        return Measurement.number(
                all.stream()
                        .map(Measurement::others)
                        .filter(Objects::nonNull)
                        .max(Double::compare)
                        .orElse(null));
    }

    /// Of an even number, the mean of the two in the middle.
    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
