package dev.sluice.benchmarks.chaos.fault;

import dev.sluice.benchmarks.chaos.rig.Member;
import dev.sluice.benchmarks.chaos.rig.Rig;
import dev.sluice.benchmarks.chaos.rig.Role;
import dev.sluice.benchmarks.chaos.rig.Service;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Faults at a named step: whoever gets there first stands still until it is killed or let go.
final class AtPoints {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BULK_PATIENCE = Duration.ofSeconds(45);

    private final Rig rig;
    private final FaultNotes notes;
    private final Supervisor supervisor;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    AtPoints(Rig rig, FaultNotes notes, Supervisor supervisor) {
        this.rig = rig;
        this.notes = notes;
        this.supervisor = supervisor;
    }

    void kill(Fault fault) {
        atPoint(
                fault,
                process -> {
                    var pid = process.pid();
                    process.kill();
                    notes.injected(fault, process.name(), pid);
                });
    }

    /// While one gateway stands in a bulk action, it or the other dies; the other goes on with it.
    void killInBulkAction(Fault fault) {
        if (fault.target() == 0) {
            kill(fault);
        } else {
            atPoint(
                    fault,
                    acting ->
                            rig.services(Role.GATEWAY).stream()
                                    .map(Service::process)
                                    .filter(process -> process.pid() != acting.pid())
                                    .forEach(process -> killBeside(fault, process)));
        }
    }

    private void killBeside(Fault fault, Member process) {
        if (!supervisor.hold(process)) {
            notes.skipped(fault, process.name());
            return;
        }
        try {
            supervisor.expectEnd(process);
            var pid = process.pid();
            process.kill();
            notes.injected(fault, process.name(), pid);
        } finally {
            supervisor.release(process);
        }
    }

    void hold(Fault fault) {
        atPoint(
                fault,
                process -> {
                    notes.injected(fault, process.name(), process.pid());
                    Nemesis.park(fault.hold());
                });
    }

    /// Whoever reaches the point may belong to another fault already: then it is let go.
    private void atPoint(Fault fault, Consumer<Member> act) {
        var point = Objects.requireNonNull(fault.point());
        if (!busy.add(point.name())) {
            notes.skipped(fault, point.name());
            return;
        }
        try (var armed = PointFault.arm(rig.pausePoints(), point)) {
            var pid =
                    armed.await(
                            fault.kind() == FaultKind.KILL_IN_BULK_ACTION
                                    ? BULK_PATIENCE
                                    : PATIENCE);
            var process = pid.isEmpty() ? null : withPid(pid.getAsLong());
            if (process == null) {
                notes.line(fault, "unreached", point.name()).write();
                return;
            }
            if (!supervisor.hold(process)) {
                notes.skipped(fault, process.name());
                return;
            }
            try {
                supervisor.expectEnd(process);
                act.accept(process);
                notes.healed(fault, process.name());
            } finally {
                supervisor.release(process);
            }
        } finally {
            busy.remove(point.name());
        }
    }

    private @Nullable Member withPid(long pid) {
        return rig.services().stream()
                .map(Service::process)
                .filter(process -> process.pid() == pid)
                .findFirst()
                .orElse(null);
    }
}
