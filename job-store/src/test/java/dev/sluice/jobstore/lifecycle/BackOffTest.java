package dev.sluice.jobstore.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = new BackOff(new Random(4));

    @Test
    void pausesOfAFailureTogetherOutlastARestart() {
        for (int i = 0; i < 200; i++) {
            assertThat(together(ProblemType.SOURCE_FAILED))
                    .isBetween(Duration.ofSeconds(32), Duration.ofSeconds(48));
        }
    }

    @Test
    void aSourceThatCannotBeReachedIsGivenMinutes() {
        for (int i = 0; i < 200; i++) {
            assertThat(together(ProblemType.SOURCE_UNREACHABLE))
                    .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(8));
        }
    }

    @Test
    void eachPauseVariesByAFifth() {
        var pauses =
                IntStream.range(0, 200)
                        .mapToObj(i -> pause(ProblemType.STORE_FAILED, 3))
                        .distinct()
                        .toList();
        assertThat(pauses)
                .hasSizeGreaterThan(100)
                .allSatisfy(pause ->
                        assertThat(pause)
                                .isBetween(Duration.ofMillis(21_600), Duration.ofMillis(32_400)));
    }

    @Test
    void aProblemThatNamesItsPauseIsTriedFewerTimes() {
        var full = Problem.of(ProblemType.STORE_FAILED, "full").withRetryAfter(60);
        assertThat(BackOff.most(full)).isEqualTo(3);
        assertThat(backOff.after(full, 0))
                .isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
        assertThat(backOff.after(full, 1))
                .isBetween(Duration.ofSeconds(240), Duration.ofSeconds(360));
    }

    private Duration together(ProblemType type) {
        return IntStream.range(0, Transitions.MAX_FAILURES - 1)
                .mapToObj(failures -> pause(type, failures))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Duration pause(ProblemType type, int failuresBefore) {
        return backOff.after(Problem.of(type, "gone"), failuresBefore);
    }
}
