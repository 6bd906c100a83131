package dev.sluice.benchmarks.export;

/// One of those that are measured in turn.
interface Contender {
    String name();

    Outcome run();

    /// @param seconds of the work itself
    /// @param rows that came out; -1 where nobody counts them
    /// @param bytes of the finished file; 0 where there is none
    record Outcome(double seconds, long rows, long bytes) {}
}
