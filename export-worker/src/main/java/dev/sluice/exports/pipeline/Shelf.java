package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.job.Progress;
import dev.sluice.objects.ObjectStore;
import dev.sluice.sources.reading.ResultColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/// The files of one attempt: numbers them, knows the open ones and the finished ones. Thread-safe.
final class Shelf implements AutoCloseable {
    private static final int PARTS_SHOWN = 100;

    private final ObjectStore objects;
    private final FileFormat format;
    private final List<ResultColumn> columns;
    private final String prefix;
    private final long mostBytes;
    private final PartLog log;
    private final Set<PartFile> open = new LinkedHashSet<>();
    private final List<FinishedPart> finished = new ArrayList<>();
    private int next;
    private long finishedBytes;
    private boolean abandoned;

    /// @param mostBytes that a file can have
    /// @param earlier parts that are there already
    Shelf(
            ObjectStore objects,
            FileFormat format,
            List<ResultColumn> columns,
            String prefix,
            long mostBytes,
            List<FinishedPart> earlier,
            PartLog log) {
        this.objects = objects;
        this.format = format;
        this.columns = columns;
        this.prefix = prefix;
        this.mostBytes = mostBytes;
        this.log = log;
        finished.addAll(earlier);
        next = earlier.stream().mapToInt(FinishedPart::number).max().orElse(-1) + 1;
        finishedBytes = earlier.stream().mapToLong(FinishedPart::bytes).sum();
    }

    PartFile begin(Folder folder) throws IOException {
        var number = nextNumber();
        var key = prefix + PartNames.key(folder, number, format.extension());
        var upload = objects.begin(key, format.contentType(), mostBytes);
        PartFile file;
        try {
            file = new PartFile(number, folder, upload, format.begin(columns, upload.stream()));
        } catch (IOException | RuntimeException e) {
            upload.close();
            throw e;
        }
        if (!add(file)) {
            file.close();
            throw new CancellationException("the export was stopped");
        }
        return file;
    }

    private synchronized int nextNumber() {
        if (next >= TooManyParts.MOST) {
            throw TooManyParts.problem();
        }
        return next++;
    }

    private synchronized boolean add(PartFile file) {
        if (abandoned) {
            return false;
        }
        open.add(file);
        return true;
    }

    /// Returns once the object is confirmed and written down.
    void finish(PartFile file) throws IOException {
        var part = file.finish();
        log.finished(part);
        synchronized (this) {
            open.remove(file);
            finished.add(part);
            finishedBytes += part.bytes();
        }
    }

    /// Stops all uploads from any thread; no file begins any more.
    void abandon() {
        List<PartFile> stopped;
        synchronized (this) {
            abandoned = true;
            stopped = List.copyOf(open);
        }
        stopped.forEach(PartFile::abandon);
    }

    /// In the order of their numbers.
    synchronized List<FinishedPart> finished() {
        return finished.stream().sorted(Comparator.comparingInt(FinishedPart::number)).toList();
    }

    synchronized long bytes() {
        return finishedBytes + open.stream().mapToLong(PartFile::bytes).sum();
    }

    /// The newest parts, finished or not.
    synchronized List<Progress.Part> newest() {
        var done =
                finished.stream()
                        .skip(Math.max(0, finished.size() - PARTS_SHOWN))
                        .map(part -> shown(part.number(), part.rows(), part.bytes(), true));
        var writing =
                open.stream().map(file -> shown(file.number(), file.rows(), file.bytes(), false));
        var parts =
                Stream.concat(done, writing)
                        .sorted(Comparator.comparing(Progress.Part::name))
                        .toList();
        return parts.subList(Math.max(0, parts.size() - PARTS_SHOWN), parts.size());
    }

    private Progress.Part shown(int number, long rows, long bytes, boolean whole) {
        return new Progress.Part(
                PartNames.numbered(null, number, format.extension()), rows, bytes, whole);
    }

    private static void closeAll(List<PartFile> files) throws IOException {
        if (!files.isEmpty()) {
            try (var _ = files.getFirst()) {
                closeAll(files.subList(1, files.size()));
            }
        }
    }

    /// Gives back what unfinished files hold. Nobody writes any more.
    @Override
    public void close() throws IOException {
        List<PartFile> left;
        synchronized (this) {
            abandoned = true;
            left = List.copyOf(open);
            open.clear();
        }
        closeAll(left);
    }
}
