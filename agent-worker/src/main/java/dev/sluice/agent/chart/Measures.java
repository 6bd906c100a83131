package dev.sluice.agent.chart;

import dev.sluice.agent.shape.Field;
import dev.sluice.agent.shape.ResultTable;
import java.math.BigDecimal;
import java.util.List;

/// Which numbers may share an axis.
final class Measures {
    /// Beyond this ratio the smaller one would be a flat line at the bottom.
    private static final BigDecimal COMPARABLE = BigDecimal.valueOf(25);

    private static final int MOST = 5;

    private Measures() {}

    /// The first one and those of a similar size.
    static List<Field> comparable(ResultTable table, List<Field> measures) {
        var reference = largest(table, measures.getFirst());
        return measures.stream()
                .filter(measure ->
                        measure == measures.getFirst()
                                || isComparable(largest(table, measure), reference))
                .limit(MOST)
                .toList();
    }

    private static boolean isComparable(BigDecimal a, BigDecimal b) {
        return a.multiply(COMPARABLE).compareTo(b) >= 0 && b.multiply(COMPARABLE).compareTo(a) >= 0;
    }

    private static BigDecimal largest(ResultTable table, Field measure) {
        return table.numbers(measure).stream()
                .map(BigDecimal::abs)
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
    }
}
