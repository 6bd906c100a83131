package dev.sluice.exports.lines;

import dev.sluice.exports.encoding.Chunk;
import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.values.ByteSink;

/// Gathers one reader's lines in an array, and cuts it into chunks.
///
/// A handful of arrays goes round: between the reader that fills one, the thread that compresses
/// another, and the file that a third is being appended to.
public final class LinePieces implements AutoCloseable {
    private static final int KEPT = 4;

    /// Room behind a full piece, for the row that fills it.
    private static final int SLACK = 64 * 1024;

    private final LineFiles files;
    private final int size;
    private final Spare<byte[]> arrays;
    private final Spare<byte[]> compressedArrays;
    private final Spare<Member> members;
    private final ByteSink sink;
    private int rows;
    private long guardedCells;

    LinePieces(LineFiles files, int size) {
        this.files = files;
        this.size = size;
        arrays = new Spare<>(KEPT, () -> new byte[size + SLACK], _ -> {});
        compressedArrays = new Spare<>(KEPT, () -> new byte[0], _ -> {});
        members = new Spare<>(KEPT, files::member, Member::close);
        sink = new ByteSink(arrays.take());
    }

    /// To write a row to; then say [#rowEnded].
    public ByteSink sink() {
        return sink;
    }

    public void rowEnded() {
        rows++;
    }

    public void guarded(int cells) {
        guardedCells += cells;
    }

    public int rows() {
        return rows;
    }

    public boolean full() {
        return sink.length() >= size;
    }

    /// Begins the next piece in another array.
    public RowEncoder.Work take() {
        var raw = sink.array();
        int length = sink.length();
        int rowsTaken = rows;
        long guardedTaken = guardedCells;
        rows = 0;
        guardedCells = 0;
        sink.continueIn(arrays.take());
        return files.compresses()
                ? () -> compressed(raw, length, rowsTaken, guardedTaken)
                : () -> new Piece(raw, length, rowsTaken, guardedTaken, () -> giveBack(raw));
    }

    private Chunk compressed(byte[] raw, int length, int rowsTaken, long guardedTaken) {
        var member = members.take();
        var compressed = compressedArrays.take();
        int most = member.bound(length);
        if (compressed.length < most) {
            compressed = new byte[Math.max(most, member.bound(size + SLACK))];
        }
        var result = compressed;
        int bytes = member.compress(raw, length, result);
        members.giveBack(member);
        giveBack(raw);
        return new Piece(result, bytes, rowsTaken, guardedTaken, () -> giveBackCompressed(result));
    }

    /// One huge row must not be paid for until the end.
    private void giveBack(byte[] raw) {
        if (raw.length <= 2 * (size + SLACK)) {
            arrays.giveBack(raw);
        }
    }

    private void giveBackCompressed(byte[] compressed) {
        if (compressed.length <= 3 * (size + SLACK)) {
            compressedArrays.giveBack(compressed);
        }
    }

    @Override
    public void close() {
        members.close();
        arrays.close();
        compressedArrays.close();
    }

    /// @param content of `length` bytes; the array itself may be longer
    /// @param appended gives the array back
    public record Piece(byte[] content, int length, int rows, long guardedCells, Runnable appended)
            implements Chunk {
        @Override
        public long bytes() {
            return length;
        }
    }
}
