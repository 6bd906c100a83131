package dev.sluice.exports.parquet;

/// How arrays grow: at least twofold, so that growing is rare.
final class Capacities {
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private Capacities() {}

    /// @param wanted at least
    /// @throws OutOfMemoryError where no array can be so large
    static int grown(int now, long wanted) {
        if (wanted > LARGEST) {
            throw new OutOfMemoryError("no array holds " + wanted + " elements");
        }
        return (int) Math.max(wanted, Math.min(LARGEST, 2L * now));
    }
}
