package dev.sluice.exports.parquet;

import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.encoding.UnfitValue;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// One reader's rows: batches become pages, pages row groups.
final class RowGroupEncoder implements RowEncoder {
    /// Says how to begin anew where a column cannot hold a value.
    @FunctionalInterface
    interface Unfit {
        UnfitValue of(int column, String what);
    }

    /// What hardly takes any bytes, such as nulls, must come to an end too.
    private static final int MOST_ROWS = 4 * 1024 * 1024;

    private final PageWriter pages;
    private final ColumnEncoder[] columns;
    private final RowBatch batch;
    private final long rowGroupBytes;
    private final Unfit unfit;
    private int rows;
    private long bytes;
    private boolean full;

    /// @param bloomFilters names of columns in the file
    RowGroupEncoder(
            List<ColumnPlan> plans,
            Set<String> bloomFilters,
            PageCodec codec,
            long rowGroupBytes,
            Unfit unfit) {
        this.pages = new PageWriter(codec);
        this.rowGroupBytes = rowGroupBytes;
        this.unfit = unfit;
        var pool = new Blocks.Pool();
        var memory = new DictionaryMemory();
        columns =
                plans.stream()
                        .map(plan ->
                                new ColumnEncoder(
                                        plan,
                                        bloomFilters.contains(plan.name()),
                                        pages,
                                        pool,
                                        memory))
                        .toArray(ColumnEncoder[]::new);
        batch = new RowBatch(columns, rowGroupBytes / 4);
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

    private void flush() {
        if (batch.rows() == 0) {
            return;
        }
        long before = bytes;
        bytes = 0;
        for (var column : columns) {
            column.endPage(batch.rows());
            bytes += column.bytes();
        }
        rows += batch.rows();
        batch.clear();
        // another batch like this one would be too much
        full = bytes + (bytes - before) > rowGroupBytes || rows >= MOST_ROWS;
    }

    @Override
    public int rows() {
        return rows + batch.rows();
    }

    @Override
    public boolean full() {
        return full;
    }

    /// Pages are compressed as they fill, for the reader has time for it; nothing is left for another
    /// thread.
    @Override
    public Work take() {
        flush();
        var chunks = Arrays.stream(columns).map(ColumnEncoder::take).toList();
        var taken = new RowGroupChunk(rows, chunks);
        rows = 0;
        bytes = 0;
        full = false;
        return () -> taken;
    }

    @Override
    public void close() {
        pages.close();
    }
}
