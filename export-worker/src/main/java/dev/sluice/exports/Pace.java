package dev.sluice.exports;

import dev.sluice.exports.pipeline.ExportMeter;
import dev.sluice.model.job.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How fast an export goes, by the rows of the last seconds. Used by one thread.
final class Pace {
    private static final double LARGEST_FRACTION = 0.99;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// From so many on, ended ranges say more than the planner's estimate.
    private static final int MANY_RANGES = 20;

    private record Reading(long nanos, long rows) {}

    private final ExportMeter meter;
    private final @Nullable Long estimatedRows;
    private final boolean split;
    private final Deque<Reading> readings = new ArrayDeque<>();

    Pace(ExportMeter meter, @Nullable Long estimatedRows, boolean split, long nanos) {
        this.meter = meter;
        this.estimatedRows = estimatedRows;
        this.split = split;
        readings.add(new Reading(nanos, meter.rows()));
    }

    Progress at(long nanos) {
        var rows = meter.rows();
        var rate = rate(new Reading(nanos, rows));
        var fraction = fraction(rows);
        return new Progress(
                rows,
                meter.bytes(),
                estimatedRows,
                fraction,
                left(rows, fraction, rate),
                rate,
                split ? meter.parts() : null);
    }

    private @Nullable Double rate(Reading now) {
        readings.add(now);
        while (readings.size() > 2 && now.nanos() - readings.getFirst().nanos() > WINDOW_NANOS) {
            readings.removeFirst();
        }
        var first = readings.getFirst();
        var seconds = (now.nanos() - first.nanos()) / 1e9;
        return seconds <= 0 ? null : (now.rows() - first.rows()) / seconds;
    }

    private @Nullable Double fraction(long rows) {
        if (meter.ranges() >= MANY_RANGES && meter.rangesEnded() > 0) {
            return Math.min(LARGEST_FRACTION, (double) meter.rangesEnded() / meter.ranges());
        }
        return estimatedRows == null || estimatedRows <= 0
                ? null
                : (Double) Math.min(LARGEST_FRACTION, (double) rows / estimatedRows);
    }

    /// @return seconds; null where the estimate is already wrong
    private static @Nullable Double left(
            long rows, @Nullable Double fraction, @Nullable Double rate) {
        if (fraction == null || fraction <= 0 || fraction >= LARGEST_FRACTION || rate == null) {
            return null;
        }
        return rate <= 0 ? null : (Double) (rows * (1 / fraction - 1) / rate);
    }
}
