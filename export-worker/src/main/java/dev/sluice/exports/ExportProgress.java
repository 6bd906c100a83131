package dev.sluice.exports;

import dev.sluice.exports.pipeline.ExportMeter;
import dev.sluice.jobstore.worker.LeaseLost;
import dev.sluice.jobstore.worker.RunningJob;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells the job once a second how far its files have come, on a thread of its own: the readers wait for
/// nobody.
final class ExportProgress implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;

    private final RunningJob job;
    private final @Nullable Long estimatedRows;
    private final boolean split;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("export-progress").factory());
    private volatile @Nullable Pace pace;

    /// @param split whether there are parts to be told of
    ExportProgress(RunningJob job, @Nullable Long estimatedRows, boolean split) {
        this.job = job;
        this.estimatedRows = estimatedRows;
        this.split = split;
        clock.scheduleAtFixedRate(this::tell, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Reading begins, or begins anew.
    void follow(ExportMeter meter) {
        pace = new Pace(meter, estimatedRows, split, System.nanoTime());
    }

    private void tell() {
        var current = pace;
        if (current == null) {
            return;
        }
        try {
            job.progress(current.at(System.nanoTime()));
        } catch (LeaseLost e) {
            // the job has been told to stop as well; there is nobody left to tell
            clock.shutdown();
        }
    }

    /// A report that is being written comes to its end: an interrupt would break its connection.
    @Override
    public void close() {
        clock.shutdown();
    }
}
