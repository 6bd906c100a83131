package dev.sluice.jobstore.retention;

import java.time.Duration;
import java.util.List;

/// Removes nothing and counts what has outlived its time by far: of each sweep's kind, what two of its
/// runs and a quarter of an hour should have removed. Nothing overdue is the proof that the sweeps do
/// their work.
final class Proof implements Sweep {
    private static final Duration LEAST_GRACE = Duration.ofMinutes(15);

    private final List<Sweep> sweeps;

    Proof(List<Sweep> sweeps) {
        this.sweeps = sweeps;
    }

    @Override
    public String name() {
        return "prove";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public void sweep(Tally tally, Runnable turn) {
        for (var sweep : sweeps) {
            turn.run();
            var overdue = sweep.overdue(LEAST_GRACE.plus(sweep.every().multipliedBy(2)), turn);
            tally.checked(1);
            tally.overdue(overdue);
            tally.remark(sweep.name() + " " + overdue);
        }
    }

    @Override
    public long overdue(Duration grace, Runnable turn) {
        return 0;
    }
}
