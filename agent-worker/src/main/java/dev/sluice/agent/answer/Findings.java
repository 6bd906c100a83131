package dev.sluice.agent.answer;

import dev.sluice.agent.shape.Field;
import dev.sluice.agent.shape.Figures;
import dev.sluice.agent.shape.ResultTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The named numbers of one column, as sentences need them.
///
/// @param points in the order of the rows, without missing numbers
/// @param missing rows that have no number
record Findings(List<Point> points, int missing) {

    record Point(String name, BigDecimal number) {
        String figure() {
            return Figures.format(number);
        }
    }

    /// Names a row.
    @FunctionalInterface
    interface Naming {
        String of(int row);
    }

    static Findings of(ResultTable table, Field measure, Naming naming) {
        var points = new ArrayList<Point>();
        for (int row = 0; row < table.size(); row++) {
            var number = table.number(row, measure);
            if (number != null) {
                points.add(new Point(naming.of(row), number));
            }
        }
        return new Findings(List.copyOf(points), table.size() - points.size());
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    Point first() {
        return points.getFirst();
    }

    Point last() {
        return points.getLast();
    }

    Point highest() {
        return points.stream().max(Comparator.comparing(Point::number)).orElseThrow();
    }

    Point lowest() {
        return points.stream().min(Comparator.comparing(Point::number)).orElseThrow();
    }

    /// Highest first; equal ones as they came.
    List<Point> descending() {
        return points.stream().sorted(Comparator.comparing(Point::number).reversed()).toList();
    }

    List<Point> ascending() {
        return points.stream().sorted(Comparator.comparing(Point::number)).toList();
    }

    BigDecimal total() {
        return points.stream().map(Point::number).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    boolean nonNegative() {
        return points.stream().allMatch(point -> point.number().signum() >= 0);
    }

    boolean allEqual() {
        return points.stream()
                        .map(Point::number)
                        .map(BigDecimal::stripTrailingZeros)
                        .distinct()
                        .count()
                == 1;
    }

    /// The one point that stands apart most, by the median absolute deviation (Iglewicz and Hoaglin,
    /// modified z-score above 3.5); null where none does or there are too few to say.
    @Nullable Point outlier() {
        if (points.size() < 8) {
            return null;
        }
        var median =
                median(
                        points.stream()
                                .mapToDouble(point -> point.number().doubleValue())
                                .sorted()
                                .toArray());
        var deviation =
                median(
                        points.stream()
                                .mapToDouble(
                                        point -> Math.abs(point.number().doubleValue() - median))
                                .sorted()
                                .toArray());
        if (deviation <= 0) {
            return null;
        }
        var farthest =
                points.stream()
                        .max(
                                Comparator.comparingDouble(
                                        point -> Math.abs(point.number().doubleValue() - median)))
                        .orElseThrow();
        var score = 0.6745 * Math.abs(farthest.number().doubleValue() - median) / deviation;
        return score > 3.5 ? farthest : null;
    }

    BigDecimal typical() {
        return BigDecimal.valueOf(
                median(
                        points.stream()
                                .mapToDouble(point -> point.number().doubleValue())
                                .sorted()
                                .toArray()));
    }

    private static double median(double[] sorted) {
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
