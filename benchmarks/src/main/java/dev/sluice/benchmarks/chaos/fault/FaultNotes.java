package dev.sluice.benchmarks.chaos.fault;

import dev.sluice.benchmarks.chaos.history.History;

/// Tells the history what was done to whom, and when it was over.
record FaultNotes(History history) {
    void injected(Fault fault, String target, long pid) {
        line(fault, "injected", target).with("pid", pid == 0 ? null : pid).write();
    }

    void healed(Fault fault, String target) {
        line(fault, "healed", target).write();
    }

    void skipped(Fault fault, String target) {
        line(fault, "skipped", target).write();
    }

    History.Line line(Fault fault, String phase, String target) {
        return history.line("fault")
                .with("number", fault.number())
                .with("kind", fault.kind().words())
                .with("phase", phase)
                .with("target", target)
                .with("point", fault.point() == null ? null : fault.point().name())
                .with("hold_ms", fault.hold().toMillis());
    }
}
