package dev.sluice.exports;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// `sluice.export.*`
///
/// @param memory that all exports of this process may use for rows, encoders and uploads; without it
///     55 % of the heap
/// @param slots exports that run side by side in this process; without it as many as fit the memory, at
///     most 8
/// @param readers that one export has at most, each with a connection to the source; fewer where memory
///     is short or the statement cannot be cut
/// @param rowGroupSize of Parquet files, mostly compressed; a reader needs about three times that
/// @param splitAbove stored bytes of a file at most; an export that will be larger gets several
@ConfigurationProperties("sluice.export")
public record ExportSettings(
        @Nullable DataSize memory,
        @Nullable Integer slots,
        @DefaultValue("2") int readers,
        @DefaultValue("16MB") DataSize rowGroupSize,
        @DefaultValue("20GB") DataSize splitAbove) {
    private static final int PERCENT_OF_HEAP = 55;
    private static final int MOST_SLOTS = 8;

    /// @throws IllegalArgumentException names the setting that is wrong
    public ExportSettings {
        require(slots == null || slots >= 1 && slots <= 64, "slots must be 1 to 64");
        require(readers >= 1 && readers <= 64, "readers must be 1 to 64");
        require(memory == null || memory.toMegabytes() >= 32, "memory must be at least 32MB");
        require(
                rowGroupSize.toMegabytes() >= 1 && rowGroupSize.toMegabytes() <= 1024,
                "row-group-size must be 1MB to 1024MB");
        require(
                splitAbove.toMegabytes() >= 1 && splitAbove.toTerabytes() <= 5,
                "split-above must be 1MB to 5TB");
    }

    private static void require(boolean right, String rule) {
        if (!right) {
            throw new IllegalArgumentException("sluice.export." + rule);
        }
    }

    /// What holds where nothing is set.
    public static ExportSettings defaults() {
        return new ExportSettings(
                null, null, 2, DataSize.ofMegabytes(16), DataSize.ofGigabytes(20));
    }

    long memoryBytes() {
        return memory == null
                ? Runtime.getRuntime().maxMemory() / 100 * PERCENT_OF_HEAP
                : memory.toBytes();
    }

    /// @param bytesOfOne that an ordinary export needs
    int slots(long bytesOfOne) {
        return slots == null ? (int) Math.clamp(memoryBytes() / bytesOfOne, 1, MOST_SLOTS) : slots;
    }
}
