package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.encoding.RowsSoFar;
import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Progress;
import dev.sluice.objects.ObjectStore;
import dev.sluice.sources.reading.Scan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One reading of a scan into files: as many lanes as there are readers, and what they share.
final class Attempt implements ExportMeter, AutoCloseable {
    private final ExportPlan plan;
    private final Scan scan;
    private final Covered covered;
    private final RangeQueue ranges;
    private final Limits limits;
    private final Shelf shelf;
    private final long earlierRows;
    private final List<RowsSoFar> counters = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Attempt(ExportPlan plan, Scan scan, ObjectStore objects, PartLog log) {
        this.plan = plan;
        this.scan = scan;
        covered =
                Covered.by(plan.earlier())
                        .orElseThrow(() ->
                                new IllegalStateException("the earlier parts do not fit together"));
        ranges = new RangeQueue(scan.ranges(), covered);
        limits =
                Limits.of(
                        plan.splitting(),
                        plan.format(),
                        scan.columns().size(),
                        plan.resumable() && scan.repeatable());
        shelf =
                new Shelf(
                        objects,
                        plan.format(),
                        scan.columns(),
                        plan.prefix(),
                        plan.splitting().bytesPerPart(),
                        plan.earlier(),
                        log);
        earlierRows = plan.earlier().stream().mapToLong(FinishedPart::rows).sum();
    }

    ExportPlan plan() {
        return plan;
    }

    FileFormat format() {
        return plan.format();
    }

    Covered covered() {
        return covered;
    }

    RangeQueue rangeQueue() {
        return ranges;
    }

    Limits limits() {
        return limits;
    }

    /// @return once every row is in a confirmed object
    ExportOutcome run() throws Exception {
        var columns = format().columns(scan.columns());
        var readers = Math.max(1, Math.min(plan.readers(), scan.ranges()));
        var lanes = new ArrayList<LaneThread>();
        var shared = plan.splitting().perReader() ? null : new PartSequence(shelf, limits);
        for (int i = 0; i < readers; i++) {
            var files = shared == null ? new PartSequence(shelf, limits) : shared;
            lanes.add(LaneThread.start("export-reader-" + i, this, scan, files, shared == null));
        }
        lanes.forEach(LaneThread::await);
        throwIfFailed();
        if (shared != null) {
            shared.end();
        }
        if (shelf.finished().isEmpty()) {
            shelf.finish(shelf.begin(Folder.NONE));
        }
        scan.confirm();
        throwIfFailed();
        return outcome(columns, lanes);
    }

    private ExportOutcome outcome(List<Manifest.Column> columns, List<LaneThread> lanes) {
        var parts = shelf.finished();
        long written = parts.stream().mapToLong(FinishedPart::rows).sum();
        long read = lanes.stream().mapToLong(LaneThread::read).sum();
        long taken = lanes.stream().mapToLong(LaneThread::taken).sum();
        if (written != earlierRows + taken) {
            throw BrokenStream.because(
                    "gave "
                            + (earlierRows + taken)
                            + " rows of which "
                            + written
                            + " are in files");
        }
        return new ExportOutcome(
                written,
                read,
                taken < read,
                scan.asOf(),
                scan.asOfLsn(),
                columns,
                lanes.size(),
                format().extension(),
                parts);
    }

    void count(RowsSoFar counter) {
        counters.add(counter);
    }

    /// The first failure ends everything else; what breaks because of that is not told.
    void fail(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            stop();
        }
    }

    /// From any thread; lanes that wait for the source or the store go on, and fail.
    void stop() {
        scan.cancel();
        shelf.abandon();
    }

    private void throwIfFailed() throws IOException, UnfitValue {
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw e;
            case UnfitValue e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    @Override
    public long rows() {
        return earlierRows + counters.stream().mapToLong(RowsSoFar::get).sum();
    }

    @Override
    public long bytes() {
        return shelf.bytes();
    }

    @Override
    public int rangesEnded() {
        return ranges.endedSoFar();
    }

    @Override
    public int ranges() {
        return ranges.all();
    }

    @Override
    public List<Progress.Part> parts() {
        return shelf.newest();
    }

    @Override
    public void close() throws IOException {
        shelf.close();
    }
}
