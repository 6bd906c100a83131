package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.BrokenStream;
import dev.sluice.exports.encoding.CopyRows;
import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.encoding.RowsSoFar;
import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.Scan;
import dev.sluice.sources.reading.ScanReader;
import java.io.IOException;

/// One reader: its connection, its encoder, and the ranges that it takes from the common queue.
final class Lane {
    private final Attempt attempt;
    private final RowEncoder encoder;
    private final Desk desk;
    private final RowsSoFar soFar = new RowsSoFar();
    private final ReadingPlace place = new ReadingPlace();
    private final FolderChange folders;
    private long read;
    private long taken;
    private long left;

    Lane(Attempt attempt, RowEncoder encoder, Desk desk) {
        this.attempt = attempt;
        this.encoder = encoder;
        this.desk = desk;
        this.folders = FolderChange.of(attempt.plan().partitionBy(), attempt.format().copyFormat());
        left = attempt.limits().rows();
    }

    /// Rows received, also those that were not wanted.
    long read() {
        return read;
    }

    /// Rows handed to the encoder.
    long taken() {
        return taken;
    }

    RowsSoFar soFar() {
        return soFar;
    }

    void run(Scan scan) throws IOException, UnfitValue {
        try (var reader = scan.reader()) {
            var ranges = attempt.rangeQueue();
            for (int range = ranges.next(); range >= 0; range = ranges.next()) {
                read(reader, range);
                ranges.ended();
            }
        }
        if (encoder.rows() > 0) {
            desk.accept(new Piece(encoder.take(), folders.current(), place.cut()));
        }
        desk.finish(place.cut());
    }

    private void read(ScanReader reader, int range) throws IOException, UnfitValue {
        try (var stream = reader.open(range)) {
            var rows = new CopyRows(stream, attempt.format().copyFormat());
            long covered = attempt.covered().rows(range);
            skip(rows, covered);
            place.begin(range, covered);
            long wanted = take(rows, covered);
            long unwanted = wanted == attempt.plan().mostRows() ? drain(rows) : 0;
            place.end(wanted);
            requireWhole(stream, wanted + unwanted);
        }
    }

    /// Rows that an earlier attempt has stored.
    private static void skip(CopyRows rows, long covered) {
        for (long row = 0; row < covered; row++) {
            if (!rows.next()) {
                throw BrokenStream.because(
                        "held " + row + " rows where an earlier attempt has read " + covered);
            }
        }
    }

    /// The hot loop.
    ///
    /// @param covered rows of the range before the first
    /// @return rows of the range up to here
    private long take(CopyRows rows, long covered) throws IOException, UnfitValue {
        long row = covered;
        long most = attempt.plan().mostRows();
        while (row < most && rows.next()) {
            var message = rows.message();
            int start = rows.start();
            if (folders.partitioned()) {
                start = enter(message, start, rows.end(), row);
            }
            encoder.add(message, start, rows.end());
            row++;
            left--;
            soFar.are(++read);
            if (left == 0 || encoder.full()) {
                hand(row);
            }
        }
        taken += row - covered;
        return row;
    }

    /// @return where the row begins behind the values of its folder
    private int enter(byte[] message, int start, int end, long row) throws IOException, UnfitValue {
        if (!folders.same(message, start, end)) {
            if (encoder.rows() > 0) {
                hand(row);
            }
            folders.enter(message, start, end);
            left = attempt.limits().rows();
        }
        return folders.rowStart(message, start);
    }

    private void hand(long row) throws IOException, UnfitValue {
        desk.accept(new Piece(encoder.take(), folders.current(), place.cut(row)));
        if (left == 0) {
            left = attempt.limits().rows();
        }
    }

    /// Rows beyond the limit: their count is part of the proof that the stream is whole.
    private long drain(CopyRows rows) {
        long drained = 0;
        while (rows.next()) {
            soFar.are(++read);
            drained++;
        }
        return drained;
    }

    /// The count in COPY's own end message is the only proof that nothing is missing.
    private static void requireWhole(CopyReader stream, long rows) {
        if (stream.copiedRows() != rows) {
            throw BrokenStream.because(
                    "held " + rows + " rows of " + stream.copiedRows() + " sent");
        }
    }
}
