package dev.sluice.benchmarks.measuring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void aShareIsTheSmallestValueThatSoManyDidNotExceed() {
        var latencies =
                Latencies.ofMillis(
                        IntStream.rangeClosed(1, 200).mapToObj(i -> (double) i).toList());
        assertThat(latencies.millis(0.50)).isEqualTo(100);
        assertThat(latencies.millis(0.99)).isEqualTo(198);
        assertThat(latencies.millis(1)).isEqualTo(200);
    }

    @Test
    void oneValueIsEveryShare() {
        var latencies = Latencies.ofMillis(List.of(7.25));
        assertThat(latencies.millis(0.01)).isEqualTo(7.25);
        assertThat(latencies.cell(0.99)).isEqualTo("7.3");
    }

    @Test
    void nothingMeasuredIsAQuestionMark() {
        assertThat(Latencies.ofMillis(List.of()).cell(0.50)).isEqualTo("?");
    }
}
