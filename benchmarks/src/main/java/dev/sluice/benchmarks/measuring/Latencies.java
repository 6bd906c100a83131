package dev.sluice.benchmarks.measuring;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/// How long single calls took.
public final class Latencies {
    private final double[] sorted;

    private Latencies(double[] sorted) {
        this.sorted = sorted;
    }

    /// @param millis one value for each call
    public static Latencies ofMillis(Collection<Double> millis) {
        return new Latencies(millis.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    public int count() {
        return sorted.length;
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    /// The smallest value that at least this share of the calls did not exceed, in milliseconds.
    ///
    /// @param share above 0, at most 1
    public double millis(double share) {
        if (isEmpty()) {
            return Double.NaN;
        }
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /// For a cell of a table; `?` where nothing was measured.
    public String cell(double share) {
        return isEmpty() ? "?" : number(millis(share));
    }

    /// With a digit behind the point where that is not noise.
    public static String number(double millis) {
        return String.format(Locale.ROOT, millis < 100 ? "%,.1f" : "%,.0f", millis);
    }

    @Override
    public String toString() {
        return "Latencies" + Arrays.toString(sorted);
    }
}
