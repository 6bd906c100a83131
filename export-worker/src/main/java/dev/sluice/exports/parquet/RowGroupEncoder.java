package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.encoding.UnfitValue;
import java.util.List;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/// One reader's rows: batches become pages, pages row groups.
final class RowGroupEncoder implements RowEncoder {
    /// Says how to begin anew where a column cannot hold a value.
    @FunctionalInterface
    interface Unfit {
        UnfitValue of(int column, String what);
    }

    private final MessageType schema;
    private final BytesInputCompressor compressor;
    private final long rowGroupBytes;
    private final Unfit unfit;
    private final RowBatch batch;
    private @Nullable RowGroup group;

    RowGroupEncoder(
            List<ColumnPlan> plans,
            BytesInputCompressor compressor,
            long rowGroupBytes,
            Unfit unfit) {
        this.schema = ColumnPlan.schema(plans);
        this.compressor = compressor;
        this.rowGroupBytes = rowGroupBytes;
        this.unfit = unfit;
        this.batch = new RowBatch(plans);
    }

    @Override
    public void add(byte[] message, int start, int end) throws UnfitValue {
        try {
            batch.add(message, start, end);
        } catch (RowBatch.UnrepresentableColumn e) {
            throw unfit.of(e.column(), String.valueOf(e.getMessage()));
        }
        if (batch.full()) {
            flush();
        }
    }

    private RowGroup flush() {
        var current = group;
        if (current == null) {
            current = new RowGroup(schema, compressor);
            group = current;
        }
        current.write(batch);
        batch.clear();
        return current;
    }

    @Override
    public int rows() {
        var current = group;
        return (current == null ? 0 : current.rows()) + batch.rows();
    }

    @Override
    public boolean full() {
        var current = group;
        return current != null && current.bytes() >= rowGroupBytes;
    }

    /// The pages are compressed by one compressor as they fill, so nothing is left for another thread.
    @Override
    public Work take() {
        var taken = flush();
        group = null;
        taken.finish();
        return () -> taken;
    }

    @Override
    public void close() {
        var open = group;
        if (open != null) {
            open.close();
        }
        compressor.release();
    }
}
