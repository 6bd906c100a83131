package dev.sluice.benchmarks.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.fault.PausePoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration SHORT = Duration.ofMinutes(2);
    private static final Duration LONG = Duration.ofMinutes(30);

    @Test
    void theSameSeedGivesTheSameFaults() {
        assertThat(Schedule.of(5, LONG)).isEqualTo(Schedule.of(5, LONG));
        assertThat(Schedule.of(5, LONG)).isNotEqualTo(Schedule.of(6, LONG));
    }

    @Test
    void everyFaultEndsWithinTheRun() {
        for (long seed = 0; seed < 50; seed++) {
            for (var length : new Duration[] {SHORT, LONG}) {
                assertThat(Schedule.of(seed, length).faults())
                        .isNotEmpty()
                        .allSatisfy(fault ->
                                assertThat(fault.at().plus(fault.hold()))
                                        .isLessThanOrEqualTo(length.plusSeconds(5)));
            }
        }
    }

    @Test
    void aLongRunHasEveryKindAndEveryStep() {
        var faults = Schedule.of(1, LONG).faults();
        assertThat(faults.stream().map(Fault::kind).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(FaultKind.values());
        assertThat(faults.stream().map(Fault::point).collect(Collectors.toSet()))
                .containsAll(Arrays.asList(PausePoint.values()));
    }

    @Test
    void aShortRunKillsEachKindOfService() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(Schedule.of(seed, SHORT).faults().stream().map(Fault::kind))
                    .contains(FaultKind.STOP_EXPORT_WORKER, FaultKind.STOP_DISPATCHING_GATEWAY)
                    .containsAnyOf(FaultKind.KILL_AGENT_WORKER, FaultKind.KILL_AT_POINT);
        }
    }
}
