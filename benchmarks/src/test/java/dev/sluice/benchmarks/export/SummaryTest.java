package dev.sluice.benchmarks.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void aMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Summary.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Summary.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
    }

    @Test
    void mediansStandBesideTheFirstOnes() {
        var summary = new Summary();
        summary.add(new Measurement("yardstick", 1000, 1, 0, 0.5, 0.1));
        summary.add(new Measurement("ours", 1000, 2, 5_000_000, 0.7, 0.0));
        summary.add(new Measurement("yardstick", 1000, 1, 0, 0.5, 1.5));
        summary.add(new Measurement("ours", 1000, 4, 5_000_000, null, null));
        summary.add(new Measurement("ours", 1000, 1, 5_000_000, 0.9, 0.0));
        var text = new StringWriter();
        summary.print(new PrintWriter(text, true));
        var lines = text.toString().lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertThat(lines.get(1)).isEqualTo("yardstick 1,000 1,000 to 1,000 1.00 - 0.50 1.50");
        assertThat(lines.get(2)).isEqualTo("ours 500 250 to 1,000 0.50 5.0 0.80 0.00");
    }
}
