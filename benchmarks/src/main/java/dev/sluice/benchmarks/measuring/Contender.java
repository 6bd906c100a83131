package dev.sluice.benchmarks.measuring;

/// One of those that are measured in turn.
public interface Contender {
    String name();

    /// That it brings out of the database; every one of them, or it is no measurement.
    long rows();

    Outcome run();

    /// @param seconds of the work itself
    /// @param rows that came out; -1 where nobody counts them
    /// @param bytes of the finished file; 0 where there is none
    record Outcome(double seconds, long rows, long bytes) {
        /// Of work that is timed from its start to its end.
        public static Outcome since(long startNanos, long rows, long bytes) {
            return new Outcome((System.nanoTime() - startNanos) / 1e9, rows, bytes);
        }
    }
}
