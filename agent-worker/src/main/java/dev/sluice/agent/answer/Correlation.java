package dev.sluice.agent.answer;

import dev.sluice.agent.shape.Field;
import dev.sluice.agent.shape.ResultTable;
import java.util.Locale;

/// Whether two numbers move together, by Pearson's coefficient.
final class Correlation {
    private static final int FEWEST = 5;

    private Correlation() {}

    /// A clause that begins with a colon; empty where there is nothing to say.
    static String words(ResultTable table, Field x, Field y) {
        var coefficient = pearson(table, x, y);
        if (Double.isNaN(coefficient)) {
            return "";
        }
        var strength =
                Math.abs(coefficient) >= 0.7
                        ? "strongly"
                        : Math.abs(coefficient) >= 0.4 ? "moderately" : "hardly";
        return String.format(
                Locale.ROOT,
                ": they move %s %s (correlation %.2f)",
                strength,
                coefficient < 0 ? "against each other" : "together",
                coefficient);
    }

    static double pearson(ResultTable table, Field x, Field y) {
        double n = 0;
        double meanX = 0;
        double meanY = 0;
        double squaresX = 0;
        double squaresY = 0;
        double products = 0;
        for (int row = 0; row < table.size(); row++) {
            var one = table.number(row, x);
            var other = table.number(row, y);
            if (one == null || other == null) {
                continue;
            }
            n++;
            var deltaX = one.doubleValue() - meanX;
            var deltaY = other.doubleValue() - meanY;
            meanX += deltaX / n;
            meanY += deltaY / n;
            squaresX += deltaX * (one.doubleValue() - meanX);
            squaresY += deltaY * (other.doubleValue() - meanY);
            products += deltaX * (other.doubleValue() - meanY);
        }
        return n < FEWEST || squaresX <= 0 || squaresY <= 0
                ? Double.NaN
                : products / Math.sqrt(squaresX * squaresY);
    }
}
