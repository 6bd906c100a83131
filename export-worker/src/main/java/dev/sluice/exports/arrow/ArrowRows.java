package dev.sluice.exports.arrow;

import dev.sluice.exports.encoding.Chunk;
import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.exports.values.ByteSink;
import dev.sluice.exports.values.FieldTaker;
import dev.sluice.exports.values.Unfit;
import java.util.List;

/// Rows of binary COPY in vectors; a record batch is a chunk.
final class ArrowRows implements RowEncoder, FieldTaker {
    private final ArrowFormat format;
    private final List<ArrowColumn> columns;
    private final long batchBytes;
    private Vector[] vectors;
    private int rows;
    private long bytes;
    private int column;

    ArrowRows(ArrowFormat format, List<ArrowColumn> columns, long batchBytes) {
        this.format = format;
        this.columns = columns;
        this.batchBytes = batchBytes;
        vectors = vectors();
    }

    private Vector[] vectors() {
        return columns.stream().map(ArrowColumn::vector).toArray(Vector[]::new);
    }

    @Override
    public void add(byte[] message, int start, int end) throws UnfitValue {
        try {
            FieldTaker.walk(message, start, end, vectors.length, this);
        } catch (Unfit e) {
            throw new UnfitValue(
                    "Column %s holds %s; it is written as text."
                            .formatted(columns.get(column).name(), e.getMessage()),
                    format.withTextColumn(column));
        }
        rows++;
        bytes += end - start;
    }

    @Override
    public void take(int index, byte[] row, int at, int length) {
        column = index;
        vectors[index].add(row, at, length);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public boolean full() {
        return bytes >= batchBytes || rows >= ArrowFormat.MOST_ROWS;
    }

    @Override
    public Work take() {
        var filled = vectors;
        int taken = rows;
        int capacity = (int) Math.min(Integer.MAX_VALUE / 2, bytes + bytes / 4 + 4096);
        vectors = vectors();
        rows = 0;
        bytes = 0;
        return () -> batch(filled, taken, capacity);
    }

    private Batch batch(Vector[] filled, int taken, int capacity) {
        try (var compressor = format.compressor()) {
            var body = new BatchBody(capacity, compressor);
            for (var vector : filled) {
                vector.write(body);
            }
            return new Batch(
                    Messages.batch(taken, body, format.compression()), body.bytes(), taken);
        }
    }

    @Override
    public void close() {}

    /// @param head the message's metadata
    record Batch(byte[] head, ByteSink body, int rows) implements Chunk {
        @Override
        public long bytes() {
            return (long) head.length + body.length();
        }
    }
}
