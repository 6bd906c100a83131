package dev.sluice.exports;

import dev.sluice.exports.encoding.RowsSoFar;
import dev.sluice.jobstore.worker.LeaseLost;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.job.Progress;
import dev.sluice.objects.Upload;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells the job once a second how far its file has come, on a thread of its own: the reader waits for
/// nobody.
final class ExportProgress implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;
    private static final double LARGEST_FRACTION = 0.99;

    private final RunningJob job;
    private final RowsSoFar rows;
    private final Upload upload;
    private final @Nullable Long estimatedRows;
    private final long start = System.nanoTime();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("export-progress").factory());

    ExportProgress(RunningJob job, RowsSoFar rows, Upload upload, @Nullable Long estimatedRows) {
        this.job = job;
        this.rows = rows;
        this.upload = upload;
        this.estimatedRows = estimatedRows;
        clock.scheduleAtFixedRate(this::tell, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tell() {
        try {
            var elapsed = Duration.ofNanos(System.nanoTime() - start);
            job.progress(of(rows.get(), upload.bytes(), estimatedRows, elapsed));
        } catch (LeaseLost e) {
            // the job has been told to stop as well; there is nobody left to tell
            clock.shutdown();
        }
    }

    static Progress of(long rows, long bytes, @Nullable Long estimatedRows, Duration elapsed) {
        if (estimatedRows == null || estimatedRows <= 0) {
            return new Progress(rows, bytes, estimatedRows, null, null);
        }
        var fraction = Math.min(LARGEST_FRACTION, (double) rows / estimatedRows);
        var left = estimatedRows - rows;
        var eta = rows > 0 && left > 0 ? (Double) (elapsed.toMillis() / 1e3 * left / rows) : null;
        return new Progress(rows, bytes, estimatedRows, fraction, eta);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
