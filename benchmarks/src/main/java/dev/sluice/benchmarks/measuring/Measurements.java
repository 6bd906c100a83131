package dev.sluice.benchmarks.measuring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// Runs of those that were measured in turn. The first is the yardstick of the others.
public final class Measurements {
    private static final List<String> HEAD =
            List.of("", "rows/s", "slowest to fastest", "ratio", "file MB", "own CPU s", "others");

    private final Map<String, List<Measurement>> runs = new LinkedHashMap<>();

    void add(Measurement run) {
        runs.computeIfAbsent(run.contender(), _ -> new ArrayList<>()).add(run);
    }

    /// The median of one, in rows per second.
    public double speed(String contender) {
        return speed(
                Objects.requireNonNull(runs.get(contender), () -> contender + " was not measured"));
    }

    /// The median of one by that of the first.
    public double ratio(String contender) {
        return ratio(contender, runs.keySet().iterator().next());
    }

    /// The median of one by that of another.
    public double ratio(String contender, String yardstick) {
        return speed(contender) / speed(yardstick);
    }

    /// Medians beside the first contender's.
    public TextTable table(String title) {
        var table = new TextTable(title, 1, HEAD);
        if (runs.isEmpty()) {
            return table;
        }
        var yardstick = speed(runs.values().iterator().next());
        runs.forEach((name, all) ->
                table.add(
                        name,
                        String.format(Locale.ROOT, "%,.0f", speed(all)),
                        range(all),
                        String.format(Locale.ROOT, "%.2f", speed(all) / yardstick),
                        megabytes(all.getLast().bytes()),
                        median(all, Measurement::ownCpu),
                        largest(all)));
        return table;
    }

    private static double speed(List<Measurement> all) {
        return median(all.stream().map(Measurement::rowsPerSecond).toList());
    }

    private static String range(List<Measurement> all) {
        var speeds = all.stream().mapToDouble(Measurement::rowsPerSecond).summaryStatistics();
        return String.format(Locale.ROOT, "%,.0f to %,.0f", speeds.getMin(), speeds.getMax());
    }

    private static String megabytes(long bytes) {
        return bytes == 0 ? "-" : String.format(Locale.ROOT, "%,.1f", bytes / 1e6);
    }

    private static String median(List<Measurement> all, Function<Measurement, Double> value) {
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
    public static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
