package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.sources.reading.Scan;
import java.io.IOException;
import java.util.concurrent.CancellationException;

/// Runs a lane on a platform thread: it keeps a core busy.
final class LaneThread {
    private final Attempt attempt;
    private final Scan scan;
    private final PartSequence files;
    private final boolean endsFiles;
    private final String name;
    private final Thread thread;
    private long read; // after the thread has ended
    private long taken;

    private LaneThread(
            String name, Attempt attempt, Scan scan, PartSequence files, boolean endsFiles) {
        this.name = name;
        this.attempt = attempt;
        this.scan = scan;
        this.files = files;
        this.endsFiles = endsFiles;
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /// @param endsFiles whether the files are the lane's own
    static LaneThread start(
            String name, Attempt attempt, Scan scan, PartSequence files, boolean endsFiles) {
        var lane = new LaneThread(name, attempt, scan, files, endsFiles);
        lane.thread.start();
        return lane;
    }

    private void run() {
        var format = attempt.format();
        try (var encoder = format.encoder(scan.columns(), attempt.plan().splitting().chunkBytes());
                var desk = desk()) {
            readTelling(encoder, desk);
        } catch (Throwable e) {
            attempt.fail(e);
        }
    }

    /// Tells of a failure before anything is closed: a desk that is closed breaks off what it encodes, and
    /// would tell of that instead.
    private void readTelling(RowEncoder encoder, Desk desk) {
        try {
            read(encoder, desk);
        } catch (Throwable e) {
            attempt.fail(e);
        }
    }

    private Desk desk() {
        return attempt.format().encodesAside()
                ? new AsideDesk(files, name + "-encoder", attempt::fail)
                : new InlineDesk(files);
    }

    private void read(RowEncoder encoder, Desk desk) throws IOException, UnfitValue {
        var lane = new Lane(attempt, encoder, desk);
        attempt.count(lane.soFar());
        lane.run(scan);
        if (endsFiles) {
            files.end();
        }
        read = lane.read();
        taken = lane.taken();
    }

    /// Returns when the lane has ended, well or not.
    void await() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                attempt.fail(new CancellationException("interrupted while exporting"));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    long read() {
        return read;
    }

    long taken() {
        return taken;
    }
}
