package dev.sluice.benchmarks.measuring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    @Test
    void aMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Measurements.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Measurements.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
    }

    @Test
    void mediansStandBesideTheFirstOnes() {
        var runs = new Measurements();
        runs.add(new Measurement("yardstick", 1000, 1, 0, 0.5, 0.1));
        runs.add(new Measurement("ours", 1000, 2, 5_000_000, 0.7, 0.0));
        runs.add(new Measurement("yardstick", 1000, 1, 0, 0.5, 1.5));
        runs.add(new Measurement("ours", 1000, 4, 5_000_000, null, null));
        runs.add(new Measurement("ours", 1000, 1, 5_000_000, 0.9, 0.0));
        var table = runs.table("speeds");
        var lines = table.text().lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertThat(lines.get(2)).isEqualTo("yardstick 1,000 1,000 to 1,000 1.00 - 0.50 1.50");
        assertThat(lines.get(3)).isEqualTo("ours 500 250 to 1,000 0.50 5.0 0.80 0.00");
        assertThat(table.markdown())
                .startsWith("**speeds**\n\n|  | rows/s |")
                .contains("\n| --- | --: | --: |")
                .endsWith("\n| ours | 500 | 250 to 1,000 | 0.50 | 5.0 | 0.80 | 0.00 |\n");
        assertThat(runs.ratio("yardstick", "ours")).isEqualTo(2.0);
    }
}
