package dev.sluice.exports;

import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.jobstore.worker.RunningJob;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The memory that all exports of this process share. Each waits until its first reader fits, and takes
/// further readers only from what nobody waits for. Thread-safe.
final class ExportMemory {
    /// Buffers of one upload: one is filled, two are on their way.
    static final long UPLOAD = 3 * 8L << 20;

    private static final long UNIT = 1 << 20;
    private static final long LOOK_UP_MILLIS = 250;

    private final int units;
    private final Semaphore free;

    ExportMemory(long bytes) {
        units = (int) Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        free = new Semaphore(units, true);
    }

    /// What an export with one reader needs.
    static long base(FileFormat format) {
        return format.memoryPerEncoder() + UPLOAD;
    }

    /// Waits for the first reader's memory.
    ///
    /// @param readers wanted
    /// @param ownFiles whether each reader has an upload of its own
    /// @throws CancellationException when nobody wants the job any more
    Share take(RunningJob job, FileFormat format, int readers, boolean ownFiles) {
        // what is larger than all there is runs alone
        int base = Math.min(units, units(base(format)));
        while (!acquired(base)) {
            job.checkWanted();
        }
        int extra = units(ownFiles ? base(format) : format.memoryPerEncoder());
        int granted = 1;
        int taken = base;
        while (granted < readers && !free.hasQueuedThreads() && free.tryAcquire(extra)) {
            granted++;
            taken += extra;
        }
        return new Share(granted, taken);
    }

    private boolean acquired(int wanted) {
        try {
            return free.tryAcquire(wanted, LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for memory");
        }
    }

    private static int units(long bytes) {
        return (int) Math.clamp((bytes + UNIT - 1) / UNIT, 1, Integer.MAX_VALUE);
    }

    /// What one export holds until it ends.
    final class Share implements AutoCloseable {
        private final int readers;
        private final int held;

        private Share(int readers, int held) {
            this.readers = readers;
            this.held = held;
        }

        /// At least 1.
        int readers() {
            return readers;
        }

        @Override
        public void close() {
            free.release(held);
        }
    }
}
