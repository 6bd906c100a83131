package dev.sluice.exports.estimate;

import dev.sluice.exports.pipeline.ExportOutcome;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.request.ExportRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// How fast the exports of this process were, by format. Forgotten when the process ends. Thread-safe.
public final class Throughput {
    /// Fewer rows say more about opening connections than about speed.
    private static final long TELLING_ROWS = 100_000;

    /// What one connection to a database on the same machine gives, carefully.
    private static final double CELLS_PER_SECOND = 8e6;

    private static final double START_SECONDS = 0.3;
    private static final double WEIGHT_OF_LAST = 0.3;

    private record Kind(ExportFormat format, Compression compression) {}

    private final Map<Kind, Double> cellsPerSecond = new ConcurrentHashMap<>();

    /// An export has ended well.
    public void add(ExportRequest request, ExportOutcome outcome, long nanos) {
        if (outcome.read() < TELLING_ROWS || nanos <= 0) {
            return;
        }
        var speed = (double) outcome.read() * outcome.columns().size() * 1e9 / nanos;
        cellsPerSecond.merge(
                new Kind(request.format(), request.compression()),
                speed,
                (before, now) -> before + WEIGHT_OF_LAST * (now - before));
    }

    /// @param size of a sample in the asked format
    double seconds(ExportRequest request, long rows, FileSize size) {
        var known = cellsPerSecond.get(new Kind(request.format(), request.compression()));
        double perRow =
                known == null
                        ? Math.max(
                                size.columns() / CELLS_PER_SECOND,
                                size.nanosPerRow() / TimeUnit.SECONDS.toNanos(1))
                        : size.columns() / known;
        return START_SECONDS + rows * perRow;
    }
}
