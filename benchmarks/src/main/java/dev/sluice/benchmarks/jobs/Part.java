package dev.sluice.benchmarks.jobs;

import java.util.Locale;

/// What can be asked for with `--only`.
enum Part {
    /// Accepted jobs per second beside JobRunr's enqueue and db-scheduler's schedule.
    SUBMIT,
    /// From accepted to running, beside both.
    PICKUP,
    /// What calls and turns cost while the backlog grows.
    BACKLOG;

    /// As it is written on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
