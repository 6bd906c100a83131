package dev.sluice.benchmarks.chaos.fault;

import dev.sluice.model.fault.PausePoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One entry of the schedule.
///
/// @param number in the schedule, from 1
/// @param at since the begin of the run
/// @param target chooses among several: 0 or 1
/// @param hold how long it lasts; of a kill, how long the process stays away
/// @param point null but for faults at one
public record Fault(
        int number,
        Duration at,
        FaultKind kind,
        int target,
        Duration hold,
        @Nullable PausePoint point) {

    @Override
    public String toString() {
        return "%3d  %5.1f s  %s%s, %.1f s"
                .formatted(
                        number,
                        at.toMillis() / 1000.0,
                        kind.words(),
                        point == null ? "" : " " + point,
                        hold.toMillis() / 1000.0);
    }
}
